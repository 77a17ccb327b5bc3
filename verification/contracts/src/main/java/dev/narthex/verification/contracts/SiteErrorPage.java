// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error page of an {@link HttpSite}, which each container is told of in its own way: for a status, or for an
 * exception.
 *
 * @param status the status, or 0
 * @param exception the exception, or null
 * @param location the path of the page
 */
public record SiteErrorPage(int status, @Nullable Class<? extends Throwable> exception, String location) {

    /** All error pages of the site; every other failure has the container's own page, or Spring Boot's. */
    public static final List<SiteErrorPage> ALL = List.of(
            new SiteErrorPage(410, null, "/pages/teapot"),
            new SiteErrorPage(409, null, "/pages/slow"),
            new SiteErrorPage(0, UnsupportedOperationException.class, "/pages/unavailable"),
            new SiteErrorPage(0, UnsupportedClassVersionError.class, "/pages/broken"));
}
