// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whoever shows a name with its password (RFC 7617) or a token (RFC 6750). What is shown is compared by digests, which
 * have one length, in a time that does not depend on where they differ; name and password are always both compared. It
 * keeps digests alone. Immutable.
 */
final class HolderOfSecret implements Access {

    private static final byte[] NOBODY = new byte[0];

    private final byte[] username;
    private final byte[] password;
    private final byte[] token;
    private final List<String> challenges;

    HolderOfSecret(Credentials credentials) {
        List<String> ways = new ArrayList<>();
        if (credentials.username() != null && credentials.password() != null) {
            this.username = digest(credentials.username().getBytes(StandardCharsets.UTF_8));
            this.password = digest(credentials.password().text().getBytes(StandardCharsets.UTF_8));
            ways.add("Basic realm=\"metrics\", charset=\"UTF-8\"");
        } else {
            this.username = NOBODY;
            this.password = NOBODY;
        }
        if (credentials.bearerToken() != null) {
            this.token = digest(credentials.bearerToken().text().getBytes(StandardCharsets.UTF_8));
            ways.add("Bearer realm=\"metrics\"");
        } else {
            this.token = NOBODY;
        }
        this.challenges = List.copyOf(ways);
    }

    @Override
    public boolean admits(@Nullable String authorization) {
        String shown = authorization == null ? "" : authorization.strip();
        int space = shown.indexOf(' ');
        if (space < 0) {
            return false;
        }
        String value = shown.substring(space + 1).strip();
        return switch (shown.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "basic" -> admitsBasic(value);
            case "bearer" -> MessageDigest.isEqual(token, digest(value.getBytes(StandardCharsets.UTF_8)));
            default -> false;
        };
    }

    @Override
    public List<String> challenges() {
        return challenges;
    }

    /** The first colon ends the name: a password may have more of them. Bytes are compared, so nothing is decoded twice. */
    private boolean admitsBasic(String base64) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        byte[] name = Arrays.copyOf(pair, colon);
        byte[] word = colon == pair.length ? NOBODY : Arrays.copyOfRange(pair, colon + 1, pair.length);
        boolean sameName = MessageDigest.isEqual(username, digest(name));
        boolean samePassword = MessageDigest.isEqual(password, digest(word));
        return sameName && samePassword;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM must have SHA-256", impossible);
        }
    }
}
