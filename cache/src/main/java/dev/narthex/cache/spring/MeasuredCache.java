// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheRecorder;
import dev.narthex.cache.Measured;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/**
 * A cache whose look-ups are counted, each once, when it has ended: what was found, not what was asked. Everything else
 * is the target's: values, exceptions, the native cache. Thread-safe if the target is.
 */
final class MeasuredCache implements Cache, Measured {

    private final Cache target;
    private final CacheRecorder recorder;

    MeasuredCache(Cache target, CacheRecorder recorder) {
        this.target = target;
        this.recorder = recorder;
    }

    @Override
    public String getName() {
        return target.getName();
    }

    @Override
    public Object getNativeCache() {
        return target.getNativeCache();
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            ValueWrapper found = target.get(key);
            result = found == null ? CacheEvent.MISS : CacheEvent.HIT; // it may hold null (C1)
            return found;
        } finally {
            recorder.ended(begun, result);
        }
    }

    /** The target's own method returns null for a cached null and for nothing; this one must tell them apart (C1). */
    @Override
    @SuppressWarnings("unchecked") // checked by hand
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = get(key);
        Object value = found == null ? null : found.get();
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("Cached value is not of required type [" + type.getName() + "]: " + value);
        }
        return (T) value;
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        Load<T> load = new Load<>(loader, recorder);
        long begun = recorder.begin();
        boolean returned = false;
        try {
            T value = target.get(key, load);
            returned = true;
            return value;
        } finally {
            recorder.ended(begun, load.begun ? CacheEvent.MISS : returned ? CacheEvent.HIT : CacheEvent.ERROR);
        }
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        long begun = recorder.begin();
        CompletableFuture<?> pending = null;
        CacheEvent immediately = CacheEvent.ERROR;
        try {
            pending = target.retrieve(key);
            immediately = CacheEvent.MISS;
            return pending;
        } finally {
            if (pending == null) {
                recorder.ended(begun, immediately);
            } else {
                whenDone(pending, begun);
            }
        }
    }

    /** Counted by what it becomes, when it does (C4); the caller gets the very same future. */
    private void whenDone(CompletableFuture<?> pending, long begun) {
        watch(
                pending,
                (value, failure) -> recorder.ended(
                        begun, failure != null ? CacheEvent.ERROR : value == null ? CacheEvent.MISS : CacheEvent.HIT));
    }

    /** On whatever thread completes it: a watched future has no more stages than an unwatched one for its caller. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is ignored ends as the watched one does
    private static <T> void watch(CompletableFuture<T> pending, BiConsumer<? super T, Throwable> action) {
        pending.whenComplete(action);
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        AsyncLoad<T> load = new AsyncLoad<>(loader, recorder);
        long begun = recorder.begin();
        CompletableFuture<T> pending = null;
        try {
            pending = target.retrieve(key, load);
            return pending;
        } finally {
            if (pending == null) {
                recorder.ended(begun, CacheEvent.ERROR);
            } else {
                watch(
                        pending,
                        (value, failure) -> recorder.ended(
                                begun,
                                load.begun ? CacheEvent.MISS : failure == null ? CacheEvent.HIT : CacheEvent.ERROR));
            }
        }
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        target.put(key, value);
        recorder.count(CacheEvent.SET);
    }

    /** Tells the caller what is there: a look-up too (C6). */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            ValueWrapper present = target.putIfAbsent(key, value);
            if (present == null) {
                result = CacheEvent.MISS;
                recorder.count(CacheEvent.SET);
            } else {
                result = CacheEvent.HIT;
            }
            return present;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public void evict(Object key) {
        target.evict(key);
        recorder.count(CacheEvent.DELETE);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        boolean was = target.evictIfPresent(key);
        recorder.count(CacheEvent.DELETE);
        return was;
    }

    @Override
    public void clear() {
        target.clear();
    }

    @Override
    public boolean invalidate() {
        return target.invalidate();
    }

    @Override
    public String toString() {
        return target.toString();
    }

    /** The caller's loader, which knows whether it was called. */
    private static final class Load<T> implements Callable<T> {

        private final Callable<T> loader;
        private final CacheRecorder recorder;
        private volatile boolean begun; // a cache may call it on another thread

        Load(Callable<T> loader, CacheRecorder recorder) {
            this.loader = loader;
            this.recorder = recorder;
        }

        @Override
        public T call() throws Exception {
            begun = true;
            CacheEvent result = CacheEvent.LOAD_FAILURE;
            try {
                T value = loader.call();
                result = CacheEvent.LOAD;
                return value;
            } finally {
                recorder.count(result);
            }
        }
    }

    /** The same for a loader that answers later. */
    private static final class AsyncLoad<T> implements Supplier<CompletableFuture<T>> {

        private final Supplier<CompletableFuture<T>> loader;
        private final CacheRecorder recorder;
        private volatile boolean begun;

        AsyncLoad(Supplier<CompletableFuture<T>> loader, CacheRecorder recorder) {
            this.loader = loader;
            this.recorder = recorder;
        }

        @Override
        public CompletableFuture<T> get() {
            begun = true;
            CompletableFuture<T> pending = null;
            try {
                pending = loader.get();
                return pending;
            } finally {
                if (pending == null) {
                    recorder.count(CacheEvent.LOAD_FAILURE);
                } else {
                    watch(
                            pending,
                            (value, failure) ->
                                    recorder.count(failure == null ? CacheEvent.LOAD : CacheEvent.LOAD_FAILURE));
                }
            }
        }
    }
}
