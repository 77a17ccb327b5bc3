// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the bytes of an answer may be coded, by the header Accept-Encoding (RFC 9110, 12.5.3). */
enum ContentCoding {
    /** As they are. */
    IDENTITY,
    /** Compressed, where that is worth it. */
    GZIP,
    /** Compressed, whatever it is worth: the client refuses anything else. */
    GZIP_ALONE;

    /** About one packet: below it nothing is saved (E20). */
    private static final int SMALLEST_WORTH_IT = 1024;

    private static final double NOT_NAMED = -1;

    /** What the client prefers; nothing said is {@link #IDENTITY}. Nothing is thrown. */
    static ContentCoding negotiate(@Nullable String acceptEncoding) {
        List<Preference> codings = Preference.parse(acceptEncoding);
        double any = weight(codings, "*");
        double gzip = Math.max(weight(codings, "gzip"), weight(codings, "x-gzip"));
        double identity = weight(codings, "identity");
        double gzipWeight = gzip == NOT_NAMED ? Math.max(0, any) : gzip;
        if (gzipWeight == 0) {
            return IDENTITY;
        }
        if (identity == 0 || (identity == NOT_NAMED && any == 0)) {
            return GZIP_ALONE;
        }
        return gzipWeight >= identity ? GZIP : IDENTITY;
    }

    /** Whether a body of this size is compressed. */
    boolean compresses(int bytes) {
        return this == GZIP_ALONE || (this == GZIP && bytes >= SMALLEST_WORTH_IT);
    }

    private static double weight(List<Preference> codings, String word) {
        for (Preference coding : codings) {
            if (coding.word().equals(word)) {
                return coding.weight();
            }
        }
        return NOT_NAMED;
    }
}
