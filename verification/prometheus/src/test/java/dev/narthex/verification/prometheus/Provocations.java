// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Views that do what a good shop would not, so that every family moves. Only for this test; the shop does not have them. */
@RestController
class Provocations {

    static final int MANY = 30;
    private static final int BATCH = 5;

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final SessionFactory sessions;
    private final CacheManager caches;
    private final CountDownLatch held = new CountDownLatch(1);

    Provocations(DataSource database, EntityManagerFactory entities, CacheManager caches) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.sessions = entities.unwrap(SessionFactory.class);
        this.caches = caches;
    }

    /** Lets go whatever is held. */
    void letGo() {
        held.countDown();
    }

    /** One statement for each row of a list that is not there. */
    @GetMapping(path = "/probe/many/", name = "many-queries")
    String many() {
        for (int i = 0; i < MANY; i++) {
            jdbc.queryForObject("select 1", Integer.class);
        }
        return "done";
    }

    /** A batch whose driver rewrites it, and then does not tell how many rows each statement wrote. */
    @GetMapping(path = "/probe/batch/", name = "batch-insert")
    String batch() {
        List<Object[]> names = IntStream.range(0, BATCH)
                .mapToObj(i -> new Object[] {UUID.randomUUID().toString()})
                .toList();
        jdbc.batchUpdate("insert into author (name) values (?)", names);
        return "done";
    }

    @GetMapping(path = "/probe/upsert/", name = "upsert")
    String upsert() {
        sessions.inStatelessTransaction(session -> session.upsert(session.get(author(), firstAuthor())));
        return "done";
    }

    /** Removes an author, and thinks better of it. */
    @GetMapping(path = "/probe/undo/", name = "undo")
    String undo() {
        sessions.inSession(session -> {
            Transaction transaction = session.beginTransaction();
            session.remove(session.find(author(), firstAuthor()));
            session.flush();
            transaction.rollback();
        });
        return "done";
    }

    /** The shop keeps its entities to itself. */
    private Class<?> author() {
        return sessions.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getName().equals("Author"))
                .findFirst()
                .orElseThrow()
                .getJavaType();
    }

    private Long firstAuthor() {
        return jdbc.queryForObject("select min(id) from author", Long.class);
    }

    /** A look-up with a loader. */
    @GetMapping(path = "/probe/load/", name = "load")
    String load() {
        Cache cache = caches.getCache("local");
        return String.valueOf(cache == null ? null : cache.get(UUID.randomUUID().toString(), () -> "loaded"));
    }

    /** Every connection of the pool gives way to a new one. */
    @GetMapping(path = "/probe/renew/", name = "renew")
    String renew() throws SQLException {
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        return "done";
    }

    @GetMapping(path = "/probe/nap/", name = "nap")
    String nap(@RequestParam long millis) throws InterruptedException {
        Thread.sleep(millis);
        return "slept";
    }

    @GetMapping(path = "/probe/hold/", name = "hold")
    String hold() throws InterruptedException {
        return String.valueOf(held.await(60, TimeUnit.SECONDS));
    }

    /** Holds a connection, or waits for one in vain. */
    @GetMapping(path = "/probe/connection/", name = "hold-connection")
    String holdConnection() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            return connection.getCatalog() + held.await(60, TimeUnit.SECONDS);
        }
    }

    /** Borrows a connection and forgets it. */
    @GetMapping(path = "/probe/leak/", name = "leak")
    String leak() throws SQLException {
        return String.valueOf(database.getConnection().isClosed());
    }

    /** Writes until the client has gone. */
    @GetMapping(path = "/probe/endless/", name = "endless")
    StreamingResponseBody endless() {
        return body -> {
            byte[] chunk = new byte[64 * 1024];
            while (held.getCount() > 0) {
                body.write(chunk);
            }
        };
    }
}
