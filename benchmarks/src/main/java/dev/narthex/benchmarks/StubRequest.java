// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request that knows only what is asked of it, and costs nothing: a mock's price would be taken for a peer's. */
public abstract class StubRequest implements HttpServletRequest {

    private String method = "GET";
    private String uri = "/";
    private @Nullable String acceptEncoding;

    /** Completed and constructed by {@link Stub}. */
    protected StubRequest() {}

    static StubRequest create() {
        return Stub.of(StubRequest.class);
    }

    /** Becomes this request. */
    void become(Key key) {
        method = key.method();
        uri = key.route();
    }

    /** What the client decodes. */
    void accept(String encoding) {
        acceptEncoding = encoding;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equals("Accept-Encoding") && acceptEncoding != null
                ? Collections.enumeration(Collections.singleton(acceptEncoding))
                : Collections.emptyEnumeration();
    }
}
