// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static dev.narthex.core.Unit.ONE;
import static dev.narthex.core.Unit.SECONDS;

import dev.narthex.core.Buckets;
import dev.narthex.core.Condition;
import dev.narthex.core.Difference;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Label;
import dev.narthex.core.Measure;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.database.LoanKey.Phase;
import dev.narthex.database.Pools.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is published about connections, pools and transactions, under every naming. The first two names and their labels:
 * django-prometheus 2.5.0; of {@code otel}: the semantic conventions for database client metrics 1.33. The class is a table.
 */
final class ConnectionFamilies {

    // What is recorded.
    static final Measure<ConnectKey> CONNECTS = Measure.count("connects", ONE);
    /** Of those that succeeded. */
    static final Measure<ConnectKey> CONNECT_TIME = Measure.distribution("connect time", SECONDS);

    /** Of connections, when a scrape finds out. */
    static final Measure<ConnectKey> CLOSES = Measure.count("closes", ONE);

    static final Measure<LoanKey> TIMEOUTS = Measure.count("time-outs", ONE);
    static final Measure<LoanKey> LEAKS = Measure.count("leaks", ONE);
    /** Of those that got a connection. */
    static final Measure<LoanKey> ACQUIRE_TIME = Measure.distribution("acquire time", SECONDS);

    static final Measure<LoanKey> USE_TIME = Measure.distribution("use time", SECONDS);
    static final Measure<TransactionKey> TRANSACTIONS = Measure.count("transactions", ONE);

    // What it is known by.
    private static final Dimension<ConnectKey> ALIAS = Dimension.open("alias", ConnectKey::alias);
    private static final Dimension<ConnectKey> VENDOR = Dimension.closed("vendor", ConnectKey::vendor);
    private static final Dimension<ConnectKey> ERROR = Dimension.open("type", ConnectKey::error);
    private static final Dimension<LoanKey> POOL = Dimension.open("alias", LoanKey::alias);
    private static final Dimension<LoanKey> PHASE =
            Dimension.closed("phase", key -> key.phase().name());
    private static final Dimension<TransactionKey> TRANSACTION_ALIAS = Dimension.open("alias", TransactionKey::alias);
    private static final Dimension<TransactionKey> OUTCOME =
            Dimension.closed("outcome", key -> key.outcome().label());

    private static final Condition<ConnectKey> SUCCEEDED = ERROR.in(SqlKey.NONE);
    private static final Condition<ConnectKey> FAILED = ERROR.notIn(SqlKey.NONE);
    private static final Condition<LoanKey> ACQUIRING = PHASE.in(Phase.ACQUIRE.name());
    private static final Condition<LoanKey> USING = PHASE.in(Phase.USE.name());

    private static final String OPEN = "db_open_connections";
    private static final String CLOSED = "db_closed_connections_total";
    private static final String HELD = "db_connection_held_seconds_max";
    private static final String LEAKED = "db_connection_leaks_total";

    private static final String OTEL_POOL = "db_client_connection_pool_name";

    private ConnectionFamilies() {}

    /**
     * The families of all published namings, in the order of the page.
     *
     * @param pools where the gauges are read
     */
    static List<Family> of(Settings settings, Pools pools) {
        List<Family> families = new ArrayList<>();
        if (settings.publishes(Naming.DJANGO)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.DJANGO, name);
            families.addAll(connects(wire, settings.shortLatencyBuckets()));
            families.addAll(outcomes(wire));
            families.addAll(loans(wire, settings.shortLatencyBuckets()));
            families.addAll(ends(wire, pools));
            families.add(pools(wire, pools));
        }
        if (settings.publishes(Naming.OTEL)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.OTEL, name);
            families.addAll(outcomes(wire));
            families.addAll(ends(wire, pools));
            families.addAll(otelTimes(wire));
            families.addAll(otelPools(wire, pools));
        }
        families.removeIf(family -> !settings.publishes(family.name()));
        return List.copyOf(families);
    }

    /** Whether what is published says which connections are open. */
    static boolean showOpenConnections(List<Family> families) {
        return families.stream().map(Family::name).anyMatch(name -> name.endsWith(OPEN) || name.endsWith(CLOSED));
    }

    /** Whether what is published says what becomes of each loan. */
    static boolean showOpenLoans(List<Family> families) {
        return families.stream().map(Family::name).anyMatch(name -> name.endsWith(HELD) || name.endsWith(LEAKED));
    }

    private static List<Family> connects(UnaryOperator<String> wire, Buckets durations) {
        return List.of(
                Rollup.counter(
                                CONNECTS,
                                wire.apply("db_new_connections_total"),
                                "Attempts to connect to a database, below all pools, failed ones too.")
                        .by(ALIAS, VENDOR),
                Rollup.counter(
                                CONNECTS,
                                wire.apply("db_new_connection_errors_total"),
                                "Attempts to connect to a database, below all pools, that failed.")
                        .where(FAILED)
                        .by(ALIAS, VENDOR),
                Rollup.histogram(
                                CONNECT_TIME,
                                wire.apply("db_connect_seconds"),
                                "Seconds of an attempt to connect to a database that succeeded.",
                                durations)
                        .where(SUCCEEDED)
                        .by(ALIAS, VENDOR));
    }

    /** What no convention has a word for. */
    private static List<Family> outcomes(UnaryOperator<String> wire) {
        return List.of(
                Rollup.counter(
                                CONNECTS,
                                wire.apply("db_connection_errors_total"),
                                "Attempts to connect to a database that failed, by condition.")
                        .where(FAILED)
                        .by(ALIAS, VENDOR, ERROR),
                Rollup.counter(
                                TRANSACTIONS,
                                wire.apply("db_transactions_total"),
                                "Transactions in which something was executed, by how they ended; none in autocommit.")
                        .by(TRANSACTION_ALIAS, OUTCOME));
    }

    private static List<Family> loans(UnaryOperator<String> wire, Buckets durations) {
        return List.of(
                Rollup.histogram(
                                ACQUIRE_TIME,
                                wire.apply("db_connection_acquire_seconds"),
                                "Seconds that a borrower waited for a connection of a pool until it had one.",
                                durations)
                        .where(ACQUIRING)
                        .by(POOL),
                Rollup.counter(
                                TIMEOUTS,
                                wire.apply("db_connection_timeouts_total"),
                                "Borrowers that waited for a connection of a pool in vain.")
                        .where(ACQUIRING)
                        .by(POOL),
                Rollup.histogram(
                                USE_TIME,
                                wire.apply("db_connection_usage_seconds"),
                                "Seconds from a borrower's getting a connection of a pool to giving it back.",
                                durations)
                        .where(USING)
                        .by(POOL));
    }

    /** How connections and loans end, or do not; no convention has a word for it. */
    private static List<Family> ends(UnaryOperator<String> wire, Pools pools) {
        return List.of(
                Difference.of(
                        Rollup.gauge(
                                        CONNECTS,
                                        wire.apply(OPEN),
                                        "Connections to a database, below all pools, that are open now.")
                                .where(SUCCEEDED)
                                .by(ALIAS, VENDOR),
                        Rollup.gauge(CLOSES, "closes", "Subtracted.").by(ALIAS, VENDOR)),
                Rollup.counter(
                                CLOSES,
                                wire.apply(CLOSED),
                                "Connections to a database, below all pools, that were closed, aborted or dropped, when a"
                                        + " scrape found out.")
                        .by(ALIAS, VENDOR),
                new Sampled(
                        wire.apply(HELD),
                        "Seconds for which the borrower that has had a connection of a pool longest has had it, now.",
                        Family.Type.GAUGE,
                        List.of("alias"),
                        pools.samples(new Reading(List.of(), seen -> SECONDS.published(seen.heldNanos())))),
                Rollup.counter(
                                LEAKS,
                                wire.apply(LEAKED),
                                "Connections of a pool whose borrower is gone without having given them back.")
                        .where(USING)
                        .by(POOL));
    }

    private static Family pools(UnaryOperator<String> wire, Pools pools) {
        return new Sampled(
                wire.apply("db_pool_connections"),
                "Connections of a pool now: in use, idle; borrowers that wait; the most and the fewest that it keeps.",
                Family.Type.GAUGE,
                List.of("alias", "state"),
                pools.samples(
                        Reading.of(List.of("active"), PoolState::active),
                        Reading.of(List.of("idle"), PoolState::idle),
                        Reading.of(List.of("pending"), PoolState::pending),
                        Reading.of(List.of("max"), PoolState::max),
                        Reading.of(List.of("min"), PoolState::min)));
    }

    private static List<Family> otelTimes(UnaryOperator<String> wire) {
        Label<ConnectKey> created = ALIAS.as(OTEL_POOL);
        Label<LoanKey> pool = POOL.as(OTEL_POOL);
        return List.of(
                Rollup.histogram(
                                CONNECT_TIME,
                                wire.apply("db_client_connection_create_time_seconds"),
                                "Seconds of an attempt to connect to a database that succeeded.",
                                SqlFamilies.OTEL_DURATION_BUCKETS)
                        .where(SUCCEEDED)
                        .by(created),
                Rollup.histogram(
                                ACQUIRE_TIME,
                                wire.apply("db_client_connection_wait_time_seconds"),
                                "Seconds that a borrower waited for a connection of the pool until it had one.",
                                SqlFamilies.OTEL_DURATION_BUCKETS)
                        .where(ACQUIRING)
                        .by(pool),
                Rollup.histogram(
                                USE_TIME,
                                wire.apply("db_client_connection_use_time_seconds"),
                                "Seconds from a borrower's getting a connection of the pool to giving it back.",
                                SqlFamilies.OTEL_DURATION_BUCKETS)
                        .where(USING)
                        .by(pool),
                Rollup.counter(
                                TIMEOUTS,
                                wire.apply("db_client_connection_timeouts_total"),
                                "Borrowers that waited for a connection of the pool in vain.")
                        .where(ACQUIRING)
                        .by(pool));
    }

    private static List<Family> otelPools(UnaryOperator<String> wire, Pools pools) {
        return List.of(
                new Sampled(
                        wire.apply("db_client_connection_count"),
                        "Connections of the pool now, by state.",
                        Family.Type.GAUGE,
                        List.of(OTEL_POOL, "db_client_connection_state"),
                        pools.samples(
                                Reading.of(List.of("used"), PoolState::active),
                                Reading.of(List.of("idle"), PoolState::idle))),
                otelPool(
                        wire.apply("db_client_connection_limit"),
                        "The most connections that the pool may have.",
                        pools,
                        Reading.of(List.of(), PoolState::max)),
                otelPool(
                        wire.apply("db_client_connection_idle_min"),
                        "The fewest idle connections that the pool keeps.",
                        pools,
                        Reading.of(List.of(), PoolState::min)),
                otelPool(
                        wire.apply("db_client_connection_idle_max"),
                        "The most idle connections that the pool keeps.",
                        pools,
                        Reading.of(List.of(), PoolState::maxIdle)),
                otelPool(
                        wire.apply("db_client_connection_pending_requests"),
                        "Borrowers that wait for a connection of the pool now.",
                        pools,
                        Reading.of(List.of(), PoolState::pending)));
    }

    private static Family otelPool(String name, String help, Pools pools, Reading reading) {
        return new Sampled(name, help, Family.Type.GAUGE, List.of(OTEL_POOL), pools.samples(reading));
    }
}
