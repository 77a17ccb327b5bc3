// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.FeatureFamilies;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.RequestTally.Entry;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the database metrics: what the hooks call. Thread-safe.
 *
 * <pre>{@code
 * SqlMetrics database = SqlMetrics.create(application);
 * DataSource measured = MeasuredDataSource.wrap("default", dataSource, database);
 * }</pre>
 *
 * A page of this application then has, among others:
 *
 * <pre>
 * django_db_execute_total{alias="default",vendor="postgresql",operation="SELECT"} 3.0
 * django_db_errors_total{alias="default",vendor="postgresql",type="UniqueViolation"} 1.0
 * </pre>
 */
public final class SqlMetrics implements Instrumentation {

    private final Application application;
    private final Guard guard;
    private final int maxDatabases;
    private final FeatureFamilies families;
    private final SqlCubes cubes;
    private final ConnectionCubes connectionCubes;
    private final Pools pools;
    private final OpenConnections openConnections;
    private final boolean watchesLoans;
    /** Whether the attempt to connect that this thread has in hand is recorded. */
    @SuppressWarnings("ThreadLocalUsage") // one an application, as the tally is
    private final ThreadLocal<Boolean> connectRecorded = new ThreadLocal<>();

    private final ConcurrentHashMap<Identity, SqlRecorder> recorders = new ConcurrentHashMap<>();

    private record Identity(String alias, String vendor, String namespace) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity
                    && alias.equals(identity.alias)
                    && vendor.equals(identity.vendor)
                    && namespace.equals(identity.namespace);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * alias.hashCode() + vendor.hashCode()) + namespace.hashCode();
        }
    }

    private SqlMetrics(Application application) {
        this.application = application;
        this.guard = application.guard("database");
        this.maxDatabases = application.settings().maxCells();
        this.pools = new Pools(application.ticker(), guard);
        this.families = FeatureFamilies.of(application.settings(), settings -> Stream.concat(
                        SqlFamilies.of(settings).stream(), ConnectionFamilies.of(settings, pools).stream())
                .toList());
        this.cubes = SqlCubes.of(families.all(), application);
        this.openConnections = ConnectionFamilies.showOpenConnections(families.published())
                ? new WatchedConnections(application.ticker(), guard)
                : new OpenConnections.Unwatched();
        this.watchesLoans = ConnectionFamilies.showOpenLoans(families.published());
        this.connectionCubes =
                ConnectionCubes.of(families.all(), application.settings(), openConnections::settle, pools::settle);
        application.tally().announce(Entry.QUERIES, Entry.DATABASE_NANOS);
    }

    /**
     * Creates the database metrics of an application and adds them to it.
     *
     * @throws IllegalStateException if the application has database metrics already
     */
    public static SqlMetrics create(Application application) {
        SqlMetrics metrics = new SqlMetrics(application);
        application.add(metrics);
        return metrics;
    }

    /** The database metrics of an application, made on the first call: for hooks of which each may be the first. */
    public static SqlMetrics of(Application application) {
        return application.feature(SqlMetrics.class, SqlMetrics::new);
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Cube<?>> cubes() {
        return Stream.of(cubes.all(), connectionCubes.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Family> families() {
        return families.published();
    }

    @Override
    public List<Family> watched() {
        return families.watched();
    }

    /** Keeps the failures of the hooks away from the application. */
    public Guard guard() {
        return guard;
    }

    /**
     * The recorder of a database, the same for ever. Aliases that come after the limit of cells share {@code <other>}.
     *
     * @param alias what the application calls the database
     * @param address what its URL says of it
     */
    public SqlRecorder database(String alias, JdbcUrl address) {
        Identity identity = new Identity(alias, address.vendor(), address.namespace());
        SqlRecorder known = recorders.get(identity);
        if (known != null) {
            return known;
        }
        boolean full = recorders.size() >= maxDatabases;
        Identity counted = full ? new Identity(Dimension.OTHER, address.vendor(), "") : identity;
        return recorders.computeIfAbsent(
                counted,
                absent -> new SqlRecorder(
                        application,
                        guard,
                        cubes,
                        new TransactionRecorder(guard, connectionCubes, absent.alias()),
                        absent.alias(),
                        absent.vendor(),
                        absent.namespace()));
    }

    /**
     * A recorder of attempts to connect to a database; all of one alias and vendor add up.
     *
     * @param alias what the application calls the database
     * @param vendor the kind of the database
     */
    public ConnectRecorder connects(String alias, String vendor) {
        return new ConnectRecorder(
                application.ticker(), guard, connectionCubes, openConnections, connectRecorded, alias, vendor);
    }

    /**
     * Shows what a pool has, until it is closed, and makes a recorder of its loans. All pools of one alias add up.
     *
     * @param alias what the application calls the database: no name that the vendor makes up (B24)
     */
    public LoanRecorder loans(String alias, ConnectionPool pool) {
        OpenLoans open = watchesLoans ? new WatchedLoans() : new OpenLoans.Unwatched();
        LoanRecorder loans = new LoanRecorder(application.ticker(), guard, connectionCubes, open, alias);
        pools.add(alias, pool, loans);
        return loans;
    }
}
