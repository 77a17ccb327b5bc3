// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import java.util.Locale;

/**
 * What a Content-Type header says about a response.
 *
 * @param charset its charset parameter in lower case, or {@code utf-8} as django-prometheus counts
 * @param eventStream whether it is a stream of server-sent events
 */
record ContentType(String charset, boolean eventStream) {

    static final String DEFAULT_CHARSET = "utf-8";

    private static final String CHARSET_PARAMETER = "charset=";
    private static final String EVENT_STREAM = "text/event-stream";

    static ContentType parse(String header) {
        return new ContentType(charset(header), header.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length()));
    }

    private static String charset(String header) {
        int semicolon = header.indexOf(';');
        while (semicolon >= 0) {
            int next = header.indexOf(';', semicolon + 1);
            String parameter = header.substring(semicolon + 1, next < 0 ? header.length() : next)
                    .strip();
            if (parameter.regionMatches(true, 0, CHARSET_PARAMETER, 0, CHARSET_PARAMETER.length())) {
                String value = parameter
                        .substring(CHARSET_PARAMETER.length())
                        .replace("\"", "")
                        .strip();
                return value.isEmpty() ? DEFAULT_CHARSET : value.toLowerCase(Locale.ROOT);
            }
            semicolon = next;
        }
        return DEFAULT_CHARSET;
    }
}
