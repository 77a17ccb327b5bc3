// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the port of the page is encrypted. Immutable.
 *
 * @param keys the key and the certificates of the port
 * @param clients whom the port trusts; clients must then show a certificate. Null if everybody may come
 */
public record Tls(Store keys, @Nullable Store clients) {

    /**
     * A file with keys or certificates, which is read again when it changes.
     *
     * @param property the setting that names it, for messages
     * @param file where it is
     * @param password what opens it
     * @param type how it is written: PKCS12, JKS
     */
    public record Store(String property, Path file, Secret password, String type) {}
}
