// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.testkit.Scrape;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Three books are added to three, all are read, one is changed, one goes: the numbers are the same whoever sends it. */
class FrameworksTest {

    private static final String CRUD = "DELETE 1, INSERT 3, SELECT 1, UPDATE 1, calls 6,"
            + " rows DELETE 1, rows INSERT 3, rows SELECT 6, rows UPDATE 1";
    /** Where two of the three are added in a batch. */
    private static final String CRUD_WITH_BATCH = "DELETE 1, INSERT 3, SELECT 1, UPDATE 1, calls 5, many 2,"
            + " rows DELETE 1, rows INSERT 3, rows SELECT 6, rows UPDATE 1";

    private final Application application = Application.of(Settings.create());
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final DataSource source = MeasuredDataSource.wrap("default", h2, SqlMetrics.create(application));
    private Scrape before = Scrape.of(application);

    @BeforeEach
    void prepare() throws SQLException {
        h2.setUrl("jdbc:h2:mem:frameworks;DB_CLOSE_DELAY=-1");
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS book");
            statement.execute("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR(100) NOT NULL)");
            statement.execute("INSERT INTO book VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        }
    }

    private String outcome() {
        return Outcome.of(Scrape.of(application).since(before));
    }

    @Test
    void springJdbc() {
        JdbcTemplate template = new JdbcTemplate(source);
        template.update("INSERT INTO book VALUES (?, ?)", 4, "four");
        template.batchUpdate(
                "INSERT INTO book VALUES (?, ?)", List.of(new Object[] {5, "five"}, new Object[] {6, "six"}));
        assertThat(template.queryForList("SELECT title FROM book", String.class))
                .hasSize(6);
        template.update("UPDATE book SET title = 'x' WHERE id = ?", 1);
        template.update("DELETE FROM book WHERE id = ?", 2);

        assertThat(outcome()).isEqualTo(CRUD_WITH_BATCH);
    }

    @Test
    void hibernate() {
        Configuration configuration = new Configuration().addAnnotatedClass(Book.class);
        configuration.getProperties().put("hibernate.connection.datasource", source);
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            before = Scrape.of(application); // what it asks at its start is in other tests
            factory.inTransaction(session -> {
                for (int id = 4; id <= 6; id++) {
                    session.persist(new Book(id, "new"));
                }
                session.flush();
                List<Book> books = session.createSelectionQuery("from Book order by id", Book.class)
                        .getResultList();
                assertThat(books).hasSize(6);
                books.get(0).title = "x";
                session.remove(books.get(1));
            });
        }

        assertThat(outcome()).isEqualTo(CRUD);
    }

    @Test
    void jooq() {
        DSLContext jooq = DSL.using(source, SQLDialect.H2);
        jooq.insertInto(table("book"), field("id"), field("title"))
                .values(4, "four")
                .execute();
        jooq.batch(jooq.query("INSERT INTO book VALUES (5, 'five')"), jooq.query("INSERT INTO book VALUES (6, 'six')"))
                .execute();
        assertThat(jooq.select(field("title")).from(table("book")).fetch()).hasSize(6);
        jooq.update(table("book"))
                .set(field("title"), "x")
                .where(field("id").eq(1))
                .execute();
        jooq.deleteFrom(table("book")).where(field("id").eq(2)).execute();

        assertThat(outcome()).isEqualTo(CRUD_WITH_BATCH);
    }

    @Test
    void myBatis() {
        org.apache.ibatis.session.Configuration configuration = new org.apache.ibatis.session.Configuration(
                new Environment("test", new JdbcTransactionFactory(), source));
        configuration.addMapper(Books.class);
        try (SqlSession session =
                new SqlSessionFactoryBuilder().build(configuration).openSession()) {
            Books books = session.getMapper(Books.class);
            for (int id = 4; id <= 6; id++) {
                books.add(id, "new");
            }
            assertThat(books.titles()).hasSize(6);
            books.rename(1, "x");
            books.remove(2);
            session.commit();
        }

        assertThat(outcome()).isEqualTo(CRUD);
    }

    interface Books {

        @Insert("INSERT INTO book VALUES (#{id}, #{title})")
        void add(@Param("id") int id, @Param("title") String title);

        @Select("SELECT title FROM book")
        List<String> titles();

        @Update("UPDATE book SET title = #{title} WHERE id = #{id}")
        void rename(@Param("id") int id, @Param("title") String title);

        @Delete("DELETE FROM book WHERE id = #{id}")
        void remove(@Param("id") int id);
    }

    @Entity(name = "Book")
    @Table(name = "book")
    static class Book {

        @Id
        int id;

        String title = "";

        Book() {}

        Book(int id, String title) {
            this.id = id;
            this.title = title;
        }
    }
}
