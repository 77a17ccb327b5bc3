// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.SettingException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What a scrape gets: all families of an application, straight from the cells, in text format 0.0.4, OpenMetrics 1.0
 * or, with native histograms, protobuf, and in a stable order. The page is whole before its first byte is handed out. Thread-safe: scrapes render in turn and are written side
 * by side, so that a slow reader holds nobody up.
 *
 * <pre>{@code
 * MetricsPage page = MetricsPage.builder(application)
 *         .registry("the default registry", PrometheusRegistry.defaultRegistry) // custom metrics
 *         .jvm()
 *         .build();
 * }</pre>
 */
public final class MetricsPage implements AutoCloseable {

    private static final byte[] END_OF_OPENMETRICS = Labels.utf8("# EOF\n");
    private static final int MAX_IDLE_BUFFERS = 4;

    private final Application application;
    private final Layouts layouts;
    private final Deque<TextBuffer> idleBuffers = new ArrayDeque<>();

    private final ForeignFamilies foreign;
    private final Set<Format> formats;

    private MetricsPage(Application application, List<ForeignFamilies.Source> sources) {
        this.application = application;
        this.layouts = Layouts.published(application, application.guard("page"));
        this.foreign = ForeignFamilies.of(application, sources);
        this.formats = Format.offered(application.settings().histograms());
        ProtobufWriter.require(application.settings().histograms());
    }

    /** The page of an application alone; it follows instrumentations that are added later. */
    public static MetricsPage of(Application application) {
        return builder(application).build();
    }

    /**
     * The page of an application with what its settings put beside it: custom metrics of client_java's default registry,
     * and the JVM.
     *
     * @throws IllegalStateException if two owners announce a family of one name
     * @throws SettingException if histograms are native and client_java cannot write protobuf
     */
    public static MetricsPage create(Application application) {
        return builder(application).fromSettings().build();
    }

    /** Starts the page of an application, which may show other families behind the application's own. */
    public static Builder builder(Application application) {
        return new Builder(application);
    }

    Application application() {
        return application;
    }

    /** Who may ask for it. */
    Access access() {
        return Access.of(application.settings().endpoint().credentials());
    }

    /** What counts the scrapes of this application; for whatever answers scrapers, when it is made. */
    ScrapeMetrics scrapes() {
        return ScrapeMetrics.of(application);
    }

    /** The page as it is now, in text format 0.0.4. */
    public Rendered render() {
        return render(PageRequest.plain());
    }

    /** What it can be asked for in. */
    Set<Format> formats() {
        return formats;
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

    /**
     * The application ends: the threads on which other people's collectors ran end too, and from now on the page has the
     * application's own families alone. May be called again.
     */
    @Override
    public void close() {
        foreign.close();
    }

    private TextBuffer fill(TextBuffer page, PageRequest asked) {
        writeOwn(page, asked);
        foreign.write(page, asked); // under a lock of its own: a collector that blocks holds nothing else up
        if (asked.format().isOpenMetrics()) {
            page.append(END_OF_OPENMETRICS);
        }
        return page;
    }

    private synchronized void writeOwn(TextBuffer page, PageRequest asked) {
        for (PageLayout layout : layouts.now()) {
            layout.read();
            layout.write(page, asked);
        }
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

    /** Collects what is on the page beside the application's own families. Not thread-safe. */
    public static final class Builder {

        private final Application application;
        private final List<ForeignFamilies.Source> sources = new ArrayList<>();
        private boolean jvm;

        private Builder(Application application) {
            this.application = application;
        }

        /** Adds what the settings say: client_java's default registry, and the JVM. */
        public Builder fromSettings() {
            if (application.settings().defaultRegistry()) {
                registry("the default registry", PrometheusRegistry.defaultRegistry);
            }
            return application.settings().jvm() ? jvm() : this;
        }

        /**
         * Adds what is registered in a registry of client_java, now or later. A registry that is there already is not
         * there twice.
         *
         * @param name what messages call it: {@code the default registry}
         */
        public Builder registry(String name, PrometheusRegistry registry) {
            if (sources.stream().noneMatch(source -> source.registry().get() == registry)) {
                sources.add(ForeignFamilies.Source.of(name, registry));
            }
            return this;
        }

        /** Adds the families of the JVM and of its process, unless a registry has them. */
        public Builder jvm() {
            this.jvm = true;
            return this;
        }

        /**
         * The page.
         *
         * @throws IllegalStateException if two owners announce a family of one name
         * @throws SettingException if histograms are native and client_java cannot write protobuf
         */
        public MetricsPage build() {
            List<ForeignFamilies.Source> all = new ArrayList<>(sources);
            if (jvm) {
                all.add(new ForeignFamilies.Source("the JVM", new JvmFamilies(), true));
            }
            return new MetricsPage(application, all);
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
