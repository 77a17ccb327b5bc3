// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the page listens and who may ask, from text. */
class EndpointTest {

    private static final String SECRET = "s3cret :-)";

    @TempDir
    private Path folder;

    /** Names after {@code narthex.export.}, each with its text. */
    private static Endpoint from(String... namesAndTexts) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            settings.put("narthex.export." + namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return Settings.from(settings::get).endpoint();
    }

    @Test
    void thePageIsOnItsPathAloneAndForEverybody() {
        Endpoint endpoint = Settings.create().endpoint();

        assertThat(endpoint.ports()).isEmpty();
        assertThat(endpoint.inApplication()).isTrue();
        assertThat(endpoint.credentials().areAskedFor()).isFalse();
        assertThat(endpoint.tls()).isEmpty();
        assertThat(endpoint.address()).isEqualTo("127.0.0.1");
    }

    @Test // E29
    void portsAreOneOrARange() {
        assertThat(from("port", "8001").ports()).hasValue(new PortRange(8001, 8001));
        assertThat(from("port", " 8001 - 8050 ").ports()).hasValue(new PortRange(8001, 8050));
        assertThat(from("port", "0").ports()).hasValue(new PortRange(0, 0));
        assertThat(new PortRange(8001, 8050)).hasToString("8001-8050");
    }

    @ParameterizedTest // E30
    @CsvSource({
        "::1, ::1",
        "[::1], ::1",
        "[fe80::1%eth0], fe80::1%eth0",
        "0.0.0.0, 0.0.0.0",
        "::, ::",
        "metrics.internal, metrics.internal",
    })
    void addressesAreNamesAndNumbersWithOrWithoutBrackets(String text, String address) {
        assertThat(from("port", "1", "address", text).address()).isEqualTo(address);
    }

    @Test // E27
    void credentialsKeepTheirSecret() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "abc.123\n");
        Credentials credentials = from("username", "u", "password", SECRET, "bearer-token-file", token.toString())
                .credentials();

        assertThat(credentials.areAskedFor()).isTrue();
        assertThat(credentials.password()).extracting(Secret::text).isEqualTo(SECRET);
        assertThat(credentials.bearerToken()).extracting(Secret::text).isEqualTo("abc.123");
        assertThat(credentials.toString())
                .contains("u", "***")
                .doesNotContain(SECRET)
                .doesNotContain("abc.123");
    }

    @Test
    void aPasswordFromAFileLosesItsLineBreakAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), " a b \r\n");

        assertThat(from("username", "u", "password-file", file.toString())
                        .credentials()
                        .password())
                .extracting(Secret::text)
                .isEqualTo(" a b ");
    }

    @Test // E28
    void theKeystoreKeepsItsSecret() {
        Tls tls = from("port", "1", "tls.keystore", "/keys.p12", "tls.keystore-password", SECRET)
                .tls()
                .orElseThrow();

        assertThat(tls.keys().type()).isEqualTo("PKCS12");
        assertThat(tls.clients()).isNull();
        assertThat(tls.toString()).contains("keys.p12").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port=x | narthex.export.port must be a port from 0 to 65535, or a range of them: 'x'; write 8001, or 8001-8050 for the first that is free, or 0 for any",
                "port=65536 | narthex.export.port must be a port from 0 to 65535, or a range of them: 65536; write 8001, or 8001-8050 for the first that is free, or 0 for any",
                "port=-1 | narthex.export.port must be a port from 0 to 65535, or a range of them: '-1'; write 8001, or 8001-8050 for the first that is free, or 0 for any",
                "port=8050-8001 | narthex.export.port must be a range that ascends: 8050-8001; write 8001-8050, or one port",
                "port=0-10 | narthex.export.port must be a range that ascends: 0-10; write 8001-8050, or one port",
                "address=http://x | narthex.export.address must be an address of this host: 'http://x'; write 127.0.0.1, ::1, a host name, or 0.0.0.0 for all; the port is narthex.export.port",
                "address=localhost:8001 | narthex.export.address must be an address of this host: 'localhost:8001'; write 127.0.0.1, ::1, a host name, or 0.0.0.0 for all; the port is narthex.export.port",
                "in-application=false | narthex.export.in-application must be true where the page has no port of its own: false; set narthex.export.port, or leave it out",
                "password=hidden | narthex.export.username must be set where narthex.export.password is: nothing; name the user that Prometheus sends",
                "username=u | narthex.export.password must be set where narthex.export.username is: nothing; set it, or narthex.export.password-file",
                "username=a:b&password=hidden | narthex.export.username must be a name without a colon: 'a:b'; the colon stands between name and password (RFC 7617); choose another name",
                "username=u&password= | narthex.export.password must not be empty: ''; set a secret, or leave the setting out",
                "bearer-token=hidden one | narthex.export.bearer-token must be of letters, digits and . _ ~ + / - with = at its end alone: ***; no other can be sent in a header (RFC 6750); base64 of a random number will do",
                "bearer-token-file=/no/such/hidden-file | narthex.export.bearer-token-file must be a file in UTF-8 that can be read: /no/such/hidden-file; check the path and who may read it (NoSuchFileException)",
                "tls.keystore=/k&tls.keystore-password=hidden | narthex.export.tls.keystore must go with narthex.export.port: /k; set the port; on its path in the application the page has the TLS of the application",
                "port=1&tls.keystore=/k | narthex.export.tls.keystore-password must be set where narthex.export.tls.keystore is: nothing; set what opens the file",
                "port=1&tls.keystore-password=hidden | narthex.export.tls.keystore must be set where its password is: nothing; name the file",
                "port=1&tls.truststore=/k&tls.truststore-password=hidden | narthex.export.tls.keystore must be set where narthex.export.tls.truststore is: nothing; clients show certificates to a port that has one",
            })
    void whatCannotBeUsedIsRefusedWithItsCureAndWithoutItsSecret(String settings, String message) {
        String[] namesAndTexts = Arrays.stream(settings.split("&", -1))
                .flatMap(pair -> Arrays.stream(pair.split("=", 2)))
                .toArray(String[]::new);

        assertThatThrownBy(() -> from(namesAndTexts))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }

    @Test
    void aSecretIsSetOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), SECRET);

        assertThatThrownBy(() -> from("username", "u", "password", SECRET, "password-file", file.toString()))
                .hasMessage(
                        "narthex.export.password must be set once: ***; set it, or narthex.export.password-file, not both");
    }
}
