// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.SQLNonTransientConnectionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL of our driver, and what is behind it. The alias stands among the other parameters, as the database writes them:
 * {@code jdbc:narthex:postgresql://db/shop?narthex.alias=orders}, {@code jdbc:narthex:h2:mem:shop;narthex.alias=orders}.
 *
 * @param url the driver's own URL, without a trace of us
 * @param alias what the application calls the database, or null where it does not say
 */
record NarthexUrl(String url, @Nullable String alias) {

    static final String ALIAS = "narthex.alias";

    private static final String PREFIX = "jdbc:narthex:";
    private static final Pattern PARAMETER = Pattern.compile("([?&;])narthex\\.alias=([^&;]*)(&?)");

    static boolean isOurs(@Nullable String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Reads a URL of ours.
     *
     * @throws SQLNonTransientConnectionException if its alias is empty
     */
    static NarthexUrl parse(String url) throws SQLNonTransientConnectionException {
        String own = url;
        while (own.startsWith(PREFIX)) { // twice is no mistake, and measures once (B20)
            own = "jdbc:" + own.substring(PREFIX.length());
        }
        Matcher parameter = PARAMETER.matcher(own);
        if (!parameter.find()) {
            return new NarthexUrl(own, null);
        }
        String alias = alias(parameter.group(2));
        boolean first = parameter.group(1).equals("?") && !parameter.group(3).isEmpty();
        String separator = first ? "?" : parameter.group(3);
        return new NarthexUrl(own.substring(0, parameter.start()) + separator + own.substring(parameter.end()), alias);
    }

    /**
     * An alias as it was written.
     *
     * @throws SQLNonTransientConnectionException if it is empty
     */
    static String alias(String written) throws SQLNonTransientConnectionException {
        if (written.isBlank()) {
            throw new SQLNonTransientConnectionException(
                    ALIAS + " must not be empty: write " + ALIAS + "=orders, or leave it out for 'default'", "08001");
        }
        return written;
    }
}
