// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.export.MetricsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What compressing the page of {@link PageBenchmark} costs at a level, and how many bytes are left. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class GzipBenchmark {

    /** The level of the compression. */
    @Param({"1", "3", "6"})
    public int level;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2 * 1024 * 1024);
    private byte[] page = {};

    /** Renders the page once. */
    @Setup
    public void render() {
        PageBenchmark.Ours ours = new PageBenchmark.Ours();
        ours.fill(new PageBenchmark.Size());
        try (MetricsPage.Rendered rendered = ours.render()) {
            page = rendered.text().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The page, compressed. */
    @Benchmark
    public int gzip() throws IOException {
        out.reset();
        try (Compression compression = new Compression(out, level)) {
            compression.write(page);
        }
        return out.size();
    }

    /** Says how many bytes are left. */
    @TearDown(Level.Trial)
    public void sizes() {
        System.out.println("level " + level + ": " + page.length + " bytes become " + out.size());
    }

    private static final class Compression extends GZIPOutputStream {

        Compression(OutputStream out, int level) throws IOException {
            super(out, 8 * 1024);
            def.setLevel(level);
        }
    }
}
