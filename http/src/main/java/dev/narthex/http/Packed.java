// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

/**
 * Keys packed into longs, so that finding a cell makes no object. From the lowest bit: method 4, scheme 2, three flags,
 * status 10, charset 10, template 16, exception 16 bits. Open values are numbers of {@link dev.narthex.core.Symbols}.
 */
final class Packed {

    static final int MAX_CHARSET = (1 << 10) - 1;
    static final int MAX_TEMPLATE = (1 << 16) - 1;
    static final int MAX_EXCEPTION = (1 << 16) - 1;

    private static final int SCHEME = 4;
    private static final int ENTERED = 6;
    private static final int STREAM = 7;
    private static final int ABORTED = 8;
    private static final int STATUS = 9;
    private static final int CHARSET = 19;
    private static final int TEMPLATE = 29;
    private static final int EXCEPTION = 45;

    private Packed() {}

    static long arrival(HttpMethod method, Scheme scheme) {
        return method.ordinal() | ((long) scheme.ordinal() << SCHEME);
    }

    static ArrivalKey arrival(long packed) {
        return new ArrivalKey(method(packed), scheme(packed));
    }

    static long entry(HttpMethod method, Scheme transport, boolean ajax) {
        return arrival(method, transport) | bit(ajax, ENTERED);
    }

    static EntryKey entry(long packed) {
        return new EntryKey(method(packed), scheme(packed), entered(packed));
    }

    static long choice(HttpMethod method, Scheme transport) {
        return arrival(method, transport);
    }

    static ViewKey choice(long packed, String view) {
        return new ViewKey(view, method(packed), scheme(packed));
    }

    static long completion(
            HttpMethod method,
            Scheme scheme,
            int status,
            boolean entered,
            boolean stream,
            boolean aborted,
            int charset,
            int template,
            int exception) {
        return arrival(method, scheme)
                | bit(entered, ENTERED)
                | bit(stream, STREAM)
                | bit(aborted, ABORTED)
                | ((long) status << STATUS)
                | ((long) charset << CHARSET)
                | ((long) template << TEMPLATE)
                | ((long) exception << EXCEPTION);
    }

    static HttpMethod method(long packed) {
        return HttpMethod.at(((int) packed) & 0xF);
    }

    static Scheme scheme(long packed) {
        return Scheme.at((int) (packed >>> SCHEME) & 0x3);
    }

    static boolean entered(long packed) {
        return ((packed >>> ENTERED) & 1) == 1;
    }

    static boolean stream(long packed) {
        return ((packed >>> STREAM) & 1) == 1;
    }

    static boolean aborted(long packed) {
        return ((packed >>> ABORTED) & 1) == 1;
    }

    static int status(long packed) {
        return (int) (packed >>> STATUS) & 0x3FF;
    }

    static int charset(long packed) {
        return (int) (packed >>> CHARSET) & MAX_CHARSET;
    }

    static int template(long packed) {
        return (int) (packed >>> TEMPLATE) & MAX_TEMPLATE;
    }

    static int exception(long packed) {
        return (int) (packed >>> EXCEPTION) & MAX_EXCEPTION;
    }

    private static long bit(boolean set, int position) {
        return set ? 1L << position : 0;
    }
}
