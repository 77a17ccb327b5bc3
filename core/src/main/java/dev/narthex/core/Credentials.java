// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * What whoever asks for the page must show: a name with a password, or a token; where both are set, either will do.
 * Immutable.
 *
 * @param username the name, or null where no password is asked for
 * @param password its password, there if and only if the name is
 * @param bearerToken the token, or null where none is asked for
 */
public record Credentials(
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Secret bearerToken) {

    private static final Credentials NONE = new Credentials(null, null, null);

    /** Checks them. The messages name no secret. */
    public Credentials {
        if (username == null && password != null) {
            throw new SettingException(
                    "narthex.export.username",
                    "must be set where narthex.export.password is",
                    "nothing",
                    "name the user that Prometheus sends");
        }
        if (username != null && password == null) {
            throw new SettingException(
                    "narthex.export.password",
                    "must be set where narthex.export.username is",
                    "nothing",
                    "set it, or narthex.export.password-file");
        }
        if (username != null && !username.matches("[^:\\p{Cntrl}]+")) {
            throw new SettingException(
                    "narthex.export.username",
                    "must be a name without a colon",
                    "'" + username + "'",
                    "the colon stands between name and password (RFC 7617); choose another name");
        }
        if (bearerToken != null && !bearerToken.text().matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new SettingException(
                    "narthex.export.bearer-token",
                    "must be of letters, digits and . _ ~ + / - with = at its end alone",
                    bearerToken,
                    "no other can be sent in a header (RFC 6750); base64 of a random number will do");
        }
    }

    /** Nobody must show anything. */
    public static Credentials none() {
        return NONE;
    }

    /** Whether anything is asked for. */
    public boolean areAskedFor() {
        return username != null || bearerToken != null;
    }
}
