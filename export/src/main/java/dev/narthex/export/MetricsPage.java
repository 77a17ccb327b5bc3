// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * What a scrape gets: all families of an application, straight from the cells, in text format 0.0.4 or OpenMetrics 1.0
 * and in a stable order. The page is whole before its first byte is handed out. Thread-safe: scrapes render in turn and are written side
 * by side, so that a slow reader holds nobody up.
 */
public final class MetricsPage {

    private static final byte[] END_OF_OPENMETRICS = Labels.utf8("# EOF\n");
    private static final int MAX_IDLE_BUFFERS = 4;

    private final Application application;
    private final Guard guard;
    private final IdentityHashMap<Instrumentation, PageLayout> layouts = new IdentityHashMap<>();
    private final Deque<TextBuffer> idleBuffers = new ArrayDeque<>();

    private MetricsPage(Application application) {
        this.application = application;
        this.guard = application.guard("page");
    }

    /** The page of an application; it follows instrumentations that are added later. */
    public static MetricsPage of(Application application) {
        return new MetricsPage(application);
    }

    /** The page as it is now, in text format 0.0.4. */
    public Rendered render() {
        return render(PageRequest.plain());
    }

    /** The page as it is now, as it was asked for. */
    Rendered render(PageRequest asked) {
        TextBuffer page = fill(buffer(), asked);
        if (!asked.coding().compresses(page.size())) {
            return new Rendered(page, false);
        }
        TextBuffer compressed = buffer();
        Gzip.compress(page, compressed);
        release(page);
        return new Rendered(compressed, true);
    }

    private synchronized TextBuffer fill(TextBuffer page, PageRequest asked) {
        for (Instrumentation instrumentation : application.instrumentations()) {
            PageLayout layout = layouts.computeIfAbsent(instrumentation, unknown -> new PageLayout(unknown, guard));
            layout.read();
            layout.write(page, asked);
        }
        if (asked.format().isOpenMetrics()) {
            page.append(END_OF_OPENMETRICS);
        }
        return page;
    }

    private TextBuffer buffer() {
        synchronized (idleBuffers) {
            TextBuffer idle = idleBuffers.poll();
            TextBuffer buffer = idle != null ? idle : new TextBuffer();
            buffer.clear();
            return buffer;
        }
    }

    private void release(TextBuffer buffer) {
        synchronized (idleBuffers) {
            if (idleBuffers.size() < MAX_IDLE_BUFFERS) {
                idleBuffers.push(buffer);
            }
        }
    }

    /** One rendering of the page. Close it when it is written: its memory is used again. Not thread-safe. */
    public final class Rendered implements AutoCloseable {

        private final TextBuffer buffer;

        private final boolean compressed;

        private Rendered(TextBuffer buffer, boolean compressed) {
            this.buffer = buffer;
            this.compressed = compressed;
        }

        boolean isCompressed() {
            return compressed;
        }

        /** Its size in bytes. */
        public int size() {
            return buffer.size();
        }

        /** Writes all of it. */
        public void writeTo(OutputStream out) throws IOException {
            buffer.writeTo(out);
        }

        /** All of it as text. */
        public String text() {
            return buffer.toString();
        }

        @Override
        public void close() {
            release(buffer);
        }
    }
}
