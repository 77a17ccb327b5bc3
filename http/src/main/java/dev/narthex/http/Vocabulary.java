// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Symbols;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open words of completed requests as small numbers: templates, exceptions, charsets. Bounded by the limit of cells.
 * Thread-safe; a known word costs a look-up and no object.
 */
final class Vocabulary {

    private static final int MAX_CONTENT_TYPES = 1_000;

    private final Symbols templates;
    private final Symbols exceptions;
    private final Symbols charsets;
    private final int noTemplate;
    private final int noException;
    private final int defaultCharset;
    private final ConcurrentHashMap<String, KnownContentType> contentTypes = new ConcurrentHashMap<>();

    Vocabulary(int maxCells) {
        this.templates = Symbols.bounded(Math.min(maxCells, Packed.MAX_TEMPLATE));
        this.exceptions = Symbols.bounded(Math.min(maxCells, Packed.MAX_EXCEPTION));
        this.charsets = Symbols.bounded(Math.min(maxCells, Packed.MAX_CHARSET));
        this.noTemplate = templates.number(HttpKey.NONE);
        this.noException = exceptions.number(HttpKey.NONE);
        this.defaultCharset = charsets.number(ContentType.DEFAULT_CHARSET);
    }

    /** A Content-Type header that was parsed before: the number of its charset, and whether it is an event stream. */
    record KnownContentType(int charset, boolean eventStream) {}

    int template(String name) {
        return templates.number(name);
    }

    int noTemplate() {
        return noTemplate;
    }

    int exception(Throwable thrown) {
        return exceptions.number(ExceptionType.of(thrown));
    }

    int noException() {
        return noException;
    }

    int defaultCharset() {
        return defaultCharset;
    }

    /** The charset and kind of a Content-Type header; known headers are not parsed again. */
    KnownContentType contentType(String header) {
        KnownContentType known = contentTypes.get(header);
        if (known != null) {
            return known;
        }
        ContentType parsed = ContentType.parse(header);
        KnownContentType parsedNow = new KnownContentType(charsets.number(parsed.charset()), parsed.eventStream());
        if (contentTypes.size() < MAX_CONTENT_TYPES) {
            contentTypes.put(header, parsedNow);
        }
        return parsedNow;
    }

    /** The key of a packed completion of a view. */
    HttpKey key(long packed, String view, String route, List<String> custom) {
        return new HttpKey(
                view,
                route,
                Packed.method(packed),
                Packed.scheme(packed),
                Packed.status(packed),
                charsets.value(Packed.charset(packed)),
                templates.value(Packed.template(packed)),
                exceptions.value(Packed.exception(packed)),
                Packed.entered(packed),
                Packed.stream(packed),
                Packed.aborted(packed),
                custom);
    }
}
