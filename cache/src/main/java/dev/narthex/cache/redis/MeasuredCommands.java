// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import dev.narthex.cache.CacheRecorder;
import dev.narthex.core.Guard;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client's commands, of which those that count are counted when they have their reply. Values, futures and exceptions are the
 * very ones of the client. Thread-safe if the client is.
 */
final class MeasuredCommands implements InvocationHandler {

    private final Object target;
    private final CacheRecorder recorder;
    private final Guard guard;
    private final Predicate<@Nullable Object> present;
    private final BooleanSupplier queues;

    /**
     * @param present whether a reply within a list is a value
     * @param queues whether commands are only queued now, and what comes back is no reply (C18)
     */
    MeasuredCommands(
            Object target,
            CacheRecorder recorder,
            Guard guard,
            Predicate<@Nullable Object> present,
            BooleanSupplier queues) {
        this.target = target;
        this.recorder = recorder;
        this.guard = guard;
        this.present = present;
        this.queues = queues;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        RedisCommand command = RedisCommand.of(method.getName());
        if (command == null || arguments == null || queues.getAsBoolean()) {
            return Proxies.invoke(proxy, target, method, arguments);
        }
        Call call = new Call(command, arguments, recorder, present);
        Object reply;
        try {
            reply = Proxies.invoke(proxy, target, method, arguments);
        } catch (Throwable theirs) {
            ended(call, null, theirs);
            throw theirs;
        }
        if (reply instanceof CompletionStage<?> pending) {
            watch(pending, (value, failure) -> ended(call, value, failure)); // C4, C19
        } else {
            ended(call, reply, null);
        }
        return reply;
    }

    /** On whatever thread completes it. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is ignored ends as the watched one does
    private static <T> void watch(
            CompletionStage<T> pending, BiConsumer<@Nullable Object, @Nullable Throwable> action) {
        pending.whenComplete(action);
    }

    private void ended(Call call, @Nullable Object reply, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                call.answered(reply);
            } else {
                call.failed();
            }
        } catch (RuntimeException | LinkageError ours) {
            guard.caught(ours);
        }
    }
}
