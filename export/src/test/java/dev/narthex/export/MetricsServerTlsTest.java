// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Secret;
import dev.narthex.core.SettingException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port with TLS (E28), with keys that the JDK's keytool made. */
class MetricsServerTlsTest {

    private static final Secret PASSWORD = Secret.of(Stores.PASSWORD);

    @TempDir
    private static Path folder;

    private static Path first;
    private static Path second;

    private Path keystore;

    @BeforeAll
    static void makeKeys() throws Exception {
        Stores stores = new Stores(folder);
        first = stores.key("first");
        second = stores.key("second");
    }

    @BeforeEach
    void placeTheFirst() throws IOException {
        keystore = folder.resolve("current.p12");
        Files.copy(first, keystore, StandardCopyOption.REPLACE_EXISTING);
    }

    private ServerUnderTest start() {
        return ServerUnderTest.start(
                endpoint -> endpoint.port("0").keystore(keystore).keystorePassword(PASSWORD));
    }

    /** An answer, and whose certificate the server showed. */
    private record Answer(String text, String subject) {}

    private static Answer get(int port, SSLContext client) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            SSLSession session = socket.getSession();
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(text, ((X500Principal) session.getPeerPrincipal()).getName());
        }
    }

    /** Empty if the server hung up, with or without an alert that came in time. */
    private static String answerOrNone(int port, SSLContext client) throws Exception {
        try {
            return get(port, client).text();
        } catch (IOException hungUp) {
            return "";
        }
    }

    private static void awaitSubject(String wanted, int port, Path trusted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!shows(wanted, port, trusted)) {
            assertThat(System.nanoTime()).as("still another certificate").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static boolean shows(String subject, int port, Path trusted) throws Exception {
        try {
            return get(port, Stores.client(trusted, trusted)).subject().equals(subject);
        } catch (SSLHandshakeException another) {
            return false;
        }
    }

    @Test
    void thePageIsServedWhole() throws Exception {
        try (LoggedLines log = new LoggedLines();
                ServerUnderTest server = start()) {
            Answer answer = get(server.port(), Stores.client(first, first));

            assertThat(MetricsServerTest.withoutScrapes(answer.text()))
                    .startsWith("HTTP/1.1 200")
                    .endsWith(MetricsServerTest.withoutScrapes(server.pageElsewhere()));
            assertThat(answer.subject()).isEqualTo("CN=first");
            assertThat(log.lines()).containsExactly("Metrics are at https://127.0.0.1:" + server.port() + "/metrics");
        }
    }

    @Test
    void aHeadIsAnsweredToo() throws Exception { // E19
        try (ServerUnderTest server = start();
                Socket socket = Stores.client(first, first)
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aNewKeyIsShownWithoutAnotherPort() throws Exception {
        try (ServerUnderTest server = start()) {
            int port = server.port();
            assertThat(shows("CN=first", port, first)).isTrue();

            Files.copy(second, keystore, StandardCopyOption.REPLACE_EXISTING);
            awaitSubject("CN=second", port, second);

            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void aBrokenNewFileKeepsTheOldKeyAndIsLoggedOnce() throws Exception {
        try (LoggedLines log = new LoggedLines();
                ServerUnderTest server = start()) {
            Files.writeString(keystore, "half a fi");
            long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            while (deadline - System.nanoTime() > 0) { // long enough to look several times
                assertThat(shows("CN=first", server.port(), first)).isTrue();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cannot be used"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "The certificates of the page's port have changed and cannot be used; it keeps the old ones."
                                    + " narthex.export.tls.keystore must be a PKCS12 file that its password opens: "
                                    + keystore)
                    .doesNotContain(Stores.PASSWORD);

            Files.copy(second, keystore, StandardCopyOption.REPLACE_EXISTING);
            awaitSubject("CN=second", server.port(), second);
        }
    }

    @Test
    void onlyClientsWithATrustedCertificateAreLetIn() throws Exception {
        Path trusted = new Stores(folder).certificate(second);
        try (ServerUnderTest server = ServerUnderTest.start(endpoint -> endpoint.port("0")
                .keystore(keystore)
                .keystorePassword(PASSWORD)
                .truststore(trusted)
                .truststorePassword(PASSWORD))) {
            assertThat(get(server.port(), Stores.client(first, second)).text()).startsWith("HTTP/1.1 200");
            assertThat(answerOrNone(server.port(), Stores.client(first, first))).isEmpty();
            assertThat(answerOrNone(server.port(), Stores.client(first, second)))
                    .isNotEmpty();
        }
    }

    @Test
    void aSlowHandshakeAndPlainHttpHoldNobodyUp() throws Exception {
        try (ServerUnderTest server = start()) {
            byte[] beginning = {22, 3, 1, 2, 0, 1}; // of a ClientHello
            for (int i = 0; i < 2 * Visits.LIMIT; i++) {
                server.connect().getOutputStream().write(beginning);
                server.stall("GET /metrics HTTP/1.1\r\n\r\n");
            }
            SSLContext client = Stores.client(first, first);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long begun = System.nanoTime();
                assertThat(get(server.port(), client).text()).startsWith("HTTP/1.1 200");
                best = Math.min(best, System.nanoTime() - begun);
            }

            assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whoDoesNotReadDoesNotHoldUpTheEnd() throws Exception {
        ServerUnderTest server = start();
        for (int i = 0; i < 20; i++) {
            Socket socket = Stores.client(first, first)
                    .getSocketFactory()
                    .createSocket(server.connect(), "localhost", server.port(), true);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        long begun = System.nanoTime();
        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedWithItsCureAndWithoutItsPassword() throws Exception {
        Path certificateAlone = new Stores(folder).certificate(first);

        assertThatThrownBy(() -> ServerUnderTest.start(
                        endpoint -> endpoint.port("0").keystore(keystore).keystorePassword(Secret.of("wrong-wrong"))))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("narthex.export.tls.keystore must be a PKCS12 file that its password opens: "
                        + keystore + "; check the path, the password and narthex.export.tls.keystore-type")
                .satisfies(refused -> assertThat(Objects.toString(refused)).doesNotContain("wrong-wrong"));
        assertThatThrownBy(() -> ServerUnderTest.start(endpoint ->
                        endpoint.port("0").keystore(certificateAlone).keystorePassword(PASSWORD)))
                .isInstanceOf(SettingException.class)
                .hasMessage("narthex.export.tls.keystore must have a private key in it: " + certificateAlone
                        + "; export key and certificates together");
    }
}
