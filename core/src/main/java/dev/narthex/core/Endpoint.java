// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the page listens beside the path in the application, and who may ask. Checked when it is made. Immutable. */
public final class Endpoint {

    private static final String PREFIX = "narthex.export.";

    /** A host name, an IPv4 or an IPv6 address, with a zone perhaps. Whether it is one of this host shows at the start. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

    private final @Nullable PortRange ports;
    private final String address;
    private final boolean inApplication;
    private final Credentials credentials;
    private final @Nullable Tls tls;

    private Endpoint(Builder builder) {
        this.ports = builder.ports;
        this.address = builder.address;
        this.inApplication = builder.inApplication;
        this.credentials = new Credentials(builder.username, builder.password, builder.bearerToken);
        this.tls = builder.tls();
    }

    /** The path in the application alone, for everybody. */
    public static Endpoint create() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An endpoint from settings by name.
     *
     * @param lookup from a name such as {@code narthex.export.port} to its text, or null to keep the default
     * @throws SettingException if one cannot be used
     */
    static Endpoint from(Function<String, @Nullable String> lookup) {
        Builder builder = builder();
        read(lookup, "port", builder::port);
        read(lookup, "address", builder::address);
        read(
                lookup,
                "in-application",
                text -> builder.inApplication(Settings.flag(PREFIX + "in-application", text.strip())));
        read(lookup, "username", builder::username);
        readSecret(lookup, "password", builder::password);
        readFile(lookup, "password-file", builder::passwordFile);
        readSecret(lookup, "bearer-token", builder::bearerToken);
        readFile(lookup, "bearer-token-file", builder::bearerTokenFile);
        readFile(lookup, "tls.keystore", builder::keystore);
        readSecret(lookup, "tls.keystore-password", builder::keystorePassword);
        read(lookup, "tls.keystore-type", builder::keystoreType);
        readFile(lookup, "tls.truststore", builder::truststore);
        readSecret(lookup, "tls.truststore-password", builder::truststorePassword);
        read(lookup, "tls.truststore-type", builder::truststoreType);
        return builder.build();
    }

    private static void read(Function<String, @Nullable String> lookup, String name, Consumer<String> setting) {
        String text = lookup.apply(PREFIX + name);
        if (text != null) {
            setting.accept(text);
        }
    }

    private static void readFile(Function<String, @Nullable String> lookup, String name, Consumer<Path> setting) {
        read(lookup, name, text -> setting.accept(Path.of(text.strip())));
    }

    /** Not stripped: a space may belong to it. */
    private static void readSecret(Function<String, @Nullable String> lookup, String name, Consumer<Secret> setting) {
        read(lookup, name, text -> {
            if (text.isEmpty()) {
                throw new SettingException(
                        PREFIX + name, "must not be empty", "''", "set a secret, or leave the setting out");
            }
            setting.accept(Secret.of(text));
        });
    }

    /** The ports of which the page takes one, beside the path in the application; empty if it takes none. */
    public Optional<PortRange> ports() {
        return Optional.ofNullable(ports);
    }

    /** The address that a port of the page's own is bound to: a name or a number, without brackets. */
    public String address() {
        return address;
    }

    /** Whether the page is served on its path in the application. */
    public boolean inApplication() {
        return inApplication;
    }

    /** What whoever asks for the page must show, wherever it is served. */
    public Credentials credentials() {
        return credentials;
    }

    /** How a port of the page's own is encrypted; empty if it is not. */
    public Optional<Tls> tls() {
        return Optional.ofNullable(tls);
    }

    /** Collects what an endpoint is; what does not go together is refused at the end. Not thread-safe. */
    public static final class Builder {

        private @Nullable PortRange ports;
        private String address = "127.0.0.1";
        private boolean inApplication = true;
        private @Nullable String username;
        private @Nullable Secret password;
        private @Nullable Secret bearerToken;
        private final StoreParts keys = new StoreParts(PREFIX + "tls.keystore");
        private final StoreParts clients = new StoreParts(PREFIX + "tls.truststore");

        private Builder() {}

        /** A port of the page's own as text: {@code 8001}, the first free of {@code 8001-8050}, or 0 for any. */
        public Builder port(String text) {
            this.ports = PortRange.parse(text);
            return this;
        }

        /** The address of a port of its own; the default is 127.0.0.1: this host alone may ask. */
        public Builder address(String nameOrNumber) {
            String plain = nameOrNumber.strip().replaceFirst("^\\[(.*)]$", "$1");
            if (!ADDRESS.matcher(plain).matches()) {
                throw new SettingException(
                        PREFIX + "address",
                        "must be an address of this host",
                        "'" + nameOrNumber + "'",
                        "write 127.0.0.1, ::1, a host name, or 0.0.0.0 for all; the port is narthex.export.port");
            }
            this.address = plain;
            return this;
        }

        /** Whether the page is served on its path in the application; the default is true. */
        public Builder inApplication(boolean served) {
            this.inApplication = served;
            return this;
        }

        /** The name that whoever asks must send; with a password. */
        public Builder username(String name) {
            this.username = name;
            return this;
        }

        /** The password that whoever asks must send. */
        public Builder password(Secret secret) {
            this.password = once("password", password, secret);
            return this;
        }

        /** A file with the password, which is read now. */
        public Builder passwordFile(Path file) {
            return password(Secret.read(PREFIX + "password-file", file));
        }

        /** The token that whoever asks must send. */
        public Builder bearerToken(Secret secret) {
            this.bearerToken = once("bearer-token", bearerToken, secret);
            return this;
        }

        /** A file with the token, which is read now. */
        public Builder bearerTokenFile(Path file) {
            return bearerToken(Secret.read(PREFIX + "bearer-token-file", file));
        }

        /** The file with key and certificates for TLS on a port of its own. */
        public Builder keystore(Path file) {
            keys.file = file;
            return this;
        }

        /** What opens the keystore, and its key. */
        public Builder keystorePassword(Secret secret) {
            keys.password = secret;
            return this;
        }

        /** How the keystore is written; the default is PKCS12. */
        public Builder keystoreType(String type) {
            keys.type = type;
            return this;
        }

        /** The file with the certificates that clients must have or be signed by. */
        public Builder truststore(Path file) {
            clients.file = file;
            return this;
        }

        /** What opens the truststore. */
        public Builder truststorePassword(Secret secret) {
            clients.password = secret;
            return this;
        }

        /** How the truststore is written; the default is PKCS12. */
        public Builder truststoreType(String type) {
            clients.type = type;
            return this;
        }

        /** The endpoint. */
        public Endpoint build() {
            Endpoint endpoint = new Endpoint(this);
            if (ports == null && !inApplication) {
                throw new SettingException(
                        PREFIX + "in-application",
                        "must be true where the page has no port of its own",
                        false,
                        "set narthex.export.port, or leave it out");
            }
            if (ports == null && endpoint.tls != null) {
                throw new SettingException(
                        PREFIX + "tls.keystore",
                        "must go with narthex.export.port",
                        endpoint.tls.keys().file(),
                        "set the port; on its path in the application the page has the TLS of the application");
            }
            return endpoint;
        }

        private @Nullable Tls tls() {
            Tls.Store trusted = clients.store();
            Tls.Store own = keys.store();
            if (own == null && trusted != null) {
                throw new SettingException(
                        PREFIX + "tls.keystore",
                        "must be set where narthex.export.tls.truststore is",
                        "nothing",
                        "clients show certificates to a port that has one");
            }
            return own == null ? null : new Tls(own, trusted);
        }

        private static Secret once(String name, @Nullable Secret before, Secret secret) {
            if (before != null) {
                throw new SettingException(
                        PREFIX + name, "must be set once", secret, "set it, or " + PREFIX + name + "-file, not both");
            }
            return secret;
        }
    }

    /** What is known of a store so far. */
    private static final class StoreParts {

        private final String property;
        private @Nullable Path file;
        private @Nullable Secret password;
        private String type = "PKCS12";

        StoreParts(String property) {
            this.property = property;
        }

        Tls.@Nullable Store store() {
            if (file == null && password != null) {
                throw new SettingException(property, "must be set where its password is", "nothing", "name the file");
            }
            if (file != null && password == null) {
                throw new SettingException(
                        property + "-password",
                        "must be set where " + property + " is",
                        "nothing",
                        "set what opens the file");
            }
            return file == null || password == null ? null : new Tls.Store(property, file, password, type);
        }
    }
}
