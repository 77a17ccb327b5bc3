// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compression of a page. Level 1: level 6 leaves a fifth fewer bytes and takes four times as long, sixteen times as long
 * as the page itself (docs/benchmarks.md).
 */
final class Gzip extends GZIPOutputStream {

    private static final int BUFFER = 8 * 1024;

    private Gzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }

    /** Appends the compressed content of one buffer to another. */
    static void compress(TextBuffer from, TextBuffer to) {
        try (Gzip gzip = new Gzip(to.asStream())) {
            from.writeTo(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a buffer in memory has no such failures
        }
    }
}
