// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.narthex.core.SettingException;
import dev.narthex.core.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of the port, from files that are read again when they have changed: looked at when somebody connects, at most
 * once a second. A connection that is there keeps what it has. New files that cannot be used leave the old ones in place,
 * and the log says so once a change. Thread-safe.
 */
final class TlsContext {

    private static final Logger LOGGER = System.getLogger("dev.narthex");
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Tls tls;
    private volatile SSLContext now;
    private String stamp;
    private long lookedAt;

    private TlsContext(Tls tls, SSLContext now, String stamp) {
        this.tls = tls;
        this.now = now;
        this.stamp = stamp;
        this.lookedAt = System.nanoTime();
    }

    /**
     * The TLS of these files.
     *
     * @throws SettingException if they cannot be used
     */
    static TlsContext of(Tls tls) {
        String stamp = stamp(tls);
        return new TlsContext(tls, load(tls), stamp);
    }

    /** The context as it is now. */
    SSLContext current() {
        reloadIfChanged();
        return now;
    }

    /** What the JDK's server asks; the context that it keeps asks this one for every connection. */
    HttpsConfigurator configurator() {
        return new HttpsConfigurator(new ReloadedContext(this)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters chosen = now.getDefaultSSLParameters();
                chosen.setProtocols(PROTOCOLS);
                chosen.setNeedClientAuth(tls.clients() != null);
                parameters.setSSLParameters(chosen);
            }
        };
    }

    private synchronized void reloadIfChanged() {
        long time = System.nanoTime();
        if (time - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = time;
        String found = stamp(tls);
        if (found.equals(stamp)) {
            return;
        }
        stamp = found;
        try {
            now = load(tls);
            LOGGER.log(Level.INFO, "The certificates of the page's port have been read again.");
        } catch (SettingException unusable) {
            LOGGER.log(
                    Level.ERROR,
                    "The certificates of the page's port have changed and cannot be used; it keeps the old ones. "
                            + unusable.getMessage());
        }
    }

    /** What tells that a file is another: followed through links, since Kubernetes swaps those. */
    private static String stamp(Tls tls) {
        return stamp(tls.keys()) + stamp(tls.clients());
    }

    private static String stamp(Tls.@Nullable Store store) {
        if (store == null) {
            return "";
        }
        try {
            return store.file().toRealPath() + " " + Files.getLastModifiedTime(store.file()) + " "
                    + Files.size(store.file());
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static SSLContext load(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.keys()), tls.clients() == null ? null : trusted(tls.clients()), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw unusable(tls.keys(), unusable);
        }
    }

    private static KeyManager[] keys(Tls.Store store) throws GeneralSecurityException {
        KeyStore content = open(store);
        boolean hasKey = false;
        for (String alias : Collections.list(content.aliases())) {
            hasKey |= content.isKeyEntry(alias);
        }
        if (!hasKey) {
            throw new SettingException(
                    store.property(),
                    "must have a private key in it",
                    store.file(),
                    "export key and certificates together");
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            managers.init(content, store.password().text().toCharArray());
        } catch (GeneralSecurityException locked) {
            throw unusable(store, locked);
        }
        return managers.getKeyManagers();
    }

    private static TrustManager[] trusted(Tls.Store store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(open(store));
        return managers.getTrustManagers();
    }

    private static KeyStore open(Tls.Store store) {
        try (InputStream in = Files.newInputStream(store.file())) {
            KeyStore content = KeyStore.getInstance(store.type());
            content.load(in, store.password().text().toCharArray());
            return content;
        } catch (IOException | GeneralSecurityException unusable) {
            throw unusable(store, unusable);
        }
    }

    private static SettingException unusable(Tls.Store store, Exception why) {
        return new SettingException(
                store.property(),
                "must be a " + store.type() + " file that its password opens",
                store.file(),
                "check the path, the password and " + store.property() + "-type ("
                        + why.getClass().getSimpleName() + ": " + why.getMessage() + ")");
    }
}
