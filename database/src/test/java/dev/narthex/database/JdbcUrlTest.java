// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest // B34
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            postgresql | shop | jdbc:postgresql://db/shop
            postgresql | shop | jdbc:postgresql://db:5432/shop?user=me&password=secret
            postgresql | shop | jdbc:postgresql://one:5432,two:5433/shop?targetServerType=primary
            postgresql | shop | jdbc:postgresql://[2001:db8::1]:5432/shop
            postgresql |      | jdbc:postgresql:shop
            postgresql |      | jdbc:postgresql://db/
            postgresql |      | jdbc:postgresql://db/?user=me@corp/secret
            postgresql | shop | JDBC:PostgreSQL://db/shop
            postgresql | shop | jdbc:pgsql://db/shop
            postgresql | shop | jdbc:tc:postgresql:16:///shop
            postgresql | shop | jdbc:aws-wrapper:postgresql://db/shop
            postgresql | shop | jdbc:narthex:postgresql://db/shop
            postgresql | shop | jdbc:narthex:p6spy:postgresql://db/shop
            mysql      | shop | jdbc:mysql://me:secret@db:3306/shop
            mysql      | shop | jdbc:mysql://me:se/cr@t@db:3306/shop
            mysql      |      | jdbc:mysql://me:se/cr?t@db:3306
            mysql      | shop | jdbc:mysql:loadbalance://one,two/shop
            mysql      | shop | jdbc:mysql+srv://db/shop
            mysql      |      | jdbc:mysql://address=(host=db)(port=3306)(user=me)(password=secret)
            mysql      |      | jdbc:mysql://(host=db,user=me)/(secret)
            mariadb    | shop | jdbc:mariadb://db/shop?user=me
            mariadb    | shop | jdbc:mariadb:sequential://one:3306,two:3306/shop
            h2         | shop | jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;PASSWORD=secret
            h2         | shop | jdbc:h2:~/shop
            h2         | shop | jdbc:h2:file:C:\\data\\shop
            h2         | shop | jdbc:h2:tcp://db/~/shop;USER=me
            h2         |      | jdbc:h2:mem:
            hsqldb     | shop | jdbc:hsqldb:hsql://db/shop
            sqlite     |      | jdbc:sqlite:/data/shop.db
            sqlite     |      | jdbc:sqlite::memory:
            oracle     |      | jdbc:oracle:thin:me/secret@db:1521:shop
            oracle     |      | jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db))(CONNECT_DATA=(SID=shop)))
            sqlserver  | shop | jdbc:sqlserver://db:1433;databaseName=shop;user=me;password=secret
            sqlserver  | shop | jdbc:sqlserver://db;user=me;DatabaseName = shop
            sqlserver  |      | jdbc:sqlserver://db;password={;databaseName=secret;}
            sqlserver  | shop | jdbc:sqlserver://db;password={}};databaseName=secret};databaseName=shop
            sqlserver  |      | jdbc:sqlserver://db;password={never closed;databaseName=shop
            sqlserver  | shop | jdbc:jtds:sqlserver://db:1433/shop;user=me
            sqlserver  |      | jdbc:microsoft:sqlserver://db;DatabaseName=shop
            derby      |      | jdbc:derby:shop;create=true
            unknown    |      | jdbc:
            unknown    |      | jdbc:postgresql
            unknown    |      | jdbc::
            unknown    |      | jdbc:what is this:x
            unknown    |      | jdbc:amuchtoolongnameforanyvendorthatthereis:x
            unknown    |      | postgresql://db/shop
            unknown    |      | java:comp/env/jdbc/shop
            """)
    void theAddressSaysVendorAndName(String vendor, String namespace, String url) {
        assertThat(JdbcUrl.parse(url)).isEqualTo(new JdbcUrl(vendor, namespace == null ? "" : namespace));
    }

    @Test // B34
    void whatIsNoAddressSaysNothing() {
        assertThat(JdbcUrl.parse(null)).isEqualTo(JdbcUrl.unknown());
        assertThat(JdbcUrl.parse("")).isEqualTo(JdbcUrl.unknown());
    }

    @Test // B34
    void aNameThatIsLongerThanNamesAreIsNone() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db/" + "a".repeat(63)).namespace())
                .hasSize(63);
        assertThat(JdbcUrl.parse("jdbc:postgresql://db/" + "a".repeat(64)).namespace())
                .isEmpty();
    }

    @Test // B31
    void aDriversClassSaysTheVendor() {
        assertThat(JdbcUrl.ofClass("org.postgresql.jdbc.PgConnection").vendor()).isEqualTo("postgresql");
        assertThat(JdbcUrl.ofClass("org.sqlite.jdbc4.JDBC4Connection").vendor()).isEqualTo("sqlite");
        assertThat(JdbcUrl.ofClass("com.example.Connection")).isEqualTo(JdbcUrl.unknown());
    }

    private static final String[] VENDORS = {
        "postgresql",
        "mysql",
        "mariadb",
        "h2:tcp",
        "h2:mem",
        "hsqldb:hsql",
        "sqlserver",
        "jtds:sqlserver",
        "oracle:thin",
        "clickhouse",
        "db2",
        "mysql:replication",
        "tc:mysql:8",
        "narthex:postgresql"
    };
    private static final String SIGNS = "aB1/:;?#&=@%{}[](),.~ \\'\"+$-_";

    private static String password(Random random) {
        StringBuilder password = new StringBuilder("hunter");
        for (int i = random.nextInt(8); i > 0; i--) {
            password.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return password.append("secret").toString();
    }

    /** However a password is written, and whatever is in it; in the place of a parameter it is quoted as the vendor asks. */
    private static String url(Random random) {
        String vendor = VENDORS[random.nextInt(VENDORS.length)];
        String password = password(random);
        String parameter = password.replaceAll("[&;/?#@{}]", "_");
        String begin = "jdbc:" + vendor + ":";
        return switch (random.nextInt(5)) {
            case 0 -> begin + "//me:" + password + "@db:1/shop";
            case 1 -> begin + "//db/shop?user=me&password=" + parameter;
            case 2 -> begin + "//db/shop;user=me;password=" + parameter;
            case 3 -> "jdbc:sqlserver://db;password={" + password.replace("}", "}}") + "};databaseName=shop";
            default -> begin + "//db/shop?password=" + parameter + "&x=y/z;databaseName=shop";
        };
    }

    @RepeatedTest(20) // B34; a failure names its URL, so it can be repeated
    void noPieceOfAPasswordIsSeen(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2_000; i++) {
            String url = url(random);
            assertThat(JdbcUrl.parse(url).toString()).as(url).doesNotContain("hunter", "secret");
        }
    }

    @RepeatedTest(20) // B34
    void whateverIsWrittenIsAnAddressOrUnknown(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2_000; i++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "jdbc:" : "");
            for (int piece = random.nextInt(20); piece > 0; piece--) {
                if (random.nextInt(4) == 0) {
                    url.append(VENDORS[random.nextInt(VENDORS.length)]);
                }
                url.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            JdbcUrl address = JdbcUrl.parse(url.toString());
            assertThat(address.vendor()).as(url.toString()).matches("[a-z0-9_-]{1,30}");
            assertThat(address.namespace()).as(url.toString()).matches("[\\p{L}\\d_.$~-]{0,63}");
        }
    }
}
