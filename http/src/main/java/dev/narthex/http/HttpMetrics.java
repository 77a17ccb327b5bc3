// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Application;
import dev.narthex.core.Cell;
import dev.narthex.core.CellTable;
import dev.narthex.core.Count;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Distribution;
import dev.narthex.core.Distributions;
import dev.narthex.core.Family;
import dev.narthex.core.FeatureFamilies;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.RequestTally;
import dev.narthex.core.Settings;
import dev.narthex.core.Symbols;
import dev.narthex.core.Ticker;
import dev.narthex.core.TraceContext;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the HTTP metrics: what the filters and the hooks of frameworks call. Thread-safe.
 *
 * <pre>{@code
 * Application application = Application.of(Settings.create());
 * HttpMetrics http = HttpMetrics.create(application);
 * OuterFilter outer = OuterFilter.of(http); // the first filter of the chain
 * InnerFilter inner = InnerFilter.of(http); // the last one
 * }</pre>
 *
 * A page of this application then has, among others:
 *
 * <pre>
 * django_http_requests_total{method="GET",view="book-list"} 3.0
 * django_http_responses_total_by_status_view_method_total{status="200",view="book-list",method="GET"} 3.0
 * </pre>
 */
public final class HttpMetrics implements Instrumentation {

    private final Settings settings;
    private final Ticker ticker;
    private final RequestTally tally;
    private final TraceContext traces;
    private final Guard guard;
    private final FeatureFamilies families;

    private final Cube<ArrivalKey> arrivals;
    private final Cube<EntryKey> entries;
    private final Cube<ViewKey> choices;
    private final Cube<HttpKey> completions;
    private final Cube<CostKey> costs;
    final Distribution duration;
    final Distribution viewDuration;
    final Distributions measured;
    final Count costEvents;
    final Count databaseTime;
    final Distribution queries;

    private final CellTable<ArrivalKey> arrivalCells;
    private final CellTable<EntryKey> entryCells;

    private final Vocabulary vocabulary;
    private final ProvisionalEnds provisionalEnds;

    /** By name and then by route, so that looking up a known view makes no key. */
    private final ConcurrentHashMap<String, ConcurrentHashMap<String, View>> views = new ConcurrentHashMap<>();

    private final Symbols viewNames;
    private final Symbols customValues;
    private final List<String> noCustomValues;
    private final View otherView;
    private final View unnamedView;

    private HttpMetrics(Application application, List<String> customLabels) {
        this.noCustomValues = customLabels.stream().map(name -> HttpKey.NONE).toList();
        this.settings = application.settings();
        this.ticker = application.ticker();
        this.tally = application.tally();
        this.traces = application.traces();
        this.guard = application.guard("http");
        this.families =
                FeatureFamilies.of(settings, published -> HttpFamilies.of(published, List.copyOf(customLabels)));
        this.provisionalEnds = new ProvisionalEnds(ticker.read());

        int maxCells = settings.maxCells();
        this.arrivals = Cube.<ArrivalKey>builder("http_arrivals")
                .records(HttpFamilies.ARRIVALS)
                .build();
        this.entries = Cube.<EntryKey>builder("http_entries")
                .records(HttpFamilies.ENTRIES)
                .build();
        this.choices = Cube.<ViewKey>builder("http_views")
                .records(HttpFamilies.CHOICES)
                .folding(ViewKey::folded)
                .maxCells(maxCells)
                .build();
        this.completions = Cube.<HttpKey>builder("http_completions")
                .records(HttpFamilies.COMPLETIONS)
                .records(HttpFamilies.DURATION)
                .records(HttpFamilies.VIEW_DURATION)
                .records(HttpFamilies.REQUEST_BODY)
                .records(HttpFamilies.RESPONSE_BODY)
                .folding(HttpKey::folded)
                .maxCells(maxCells)
                .published(families.all())
                .histograms(settings.histograms())
                .exemplars(application, List.of(HttpFamilies.DURATION, HttpFamilies.VIEW_DURATION))
                .beforeReading(this::settle)
                .build();
        this.duration = completions.distribution(HttpFamilies.DURATION);
        this.viewDuration = completions.distribution(HttpFamilies.VIEW_DURATION);
        this.measured = completions.distributions(
                HttpFamilies.DURATION,
                HttpFamilies.VIEW_DURATION,
                HttpFamilies.REQUEST_BODY,
                HttpFamilies.RESPONSE_BODY);

        this.costs = Cube.<CostKey>builder("http_costs")
                .records(HttpFamilies.COSTS)
                .records(HttpFamilies.DATABASE_TIME)
                .records(HttpFamilies.QUERIES)
                .folding(key -> new CostKey(Dimension.OTHER, key.kind()))
                .maxCells(maxCells)
                .published(families.all())
                .histograms(settings.histograms())
                .build();
        this.costEvents = costs.count(HttpFamilies.COSTS);
        this.databaseTime = costs.count(HttpFamilies.DATABASE_TIME);
        this.queries = costs.distribution(HttpFamilies.QUERIES);

        this.arrivalCells = CellTable.over(packed -> arrivals.cell(Packed.arrival(packed)));
        this.entryCells = CellTable.over(packed -> entries.cell(Packed.entry(packed)));
        this.vocabulary = new Vocabulary(maxCells);
        this.viewNames = Symbols.bounded(maxCells);
        this.customValues = Symbols.bounded(maxCells);
        this.otherView = newView(Dimension.OTHER, Dimension.OTHER);
        this.unnamedView = view(HttpKey.UNNAMED_VIEW, HttpKey.NONE);
    }

    /**
     * Creates the HTTP metrics of an application and adds them to it.
     *
     * @throws IllegalStateException if the application has HTTP metrics already
     */
    public static HttpMetrics create(Application application) {
        return create(application, List.of());
    }

    /**
     * The same with labels of the application's own on the families by view, whose values {@link Exchange#labels} takes.
     *
     * @param customLabels their names; none that a family has
     * @throws IllegalArgumentException if a name is no label's, or is there already
     */
    public static HttpMetrics create(Application application, List<String> customLabels) {
        HttpMetrics metrics = new HttpMetrics(application, customLabels);
        application.add(metrics);
        return metrics;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of(arrivals, entries, choices, completions, costs);
    }

    @Override
    public List<Family> families() {
        return families.published();
    }

    @Override
    public List<Family> watched() {
        return families.watched();
    }

    /** How the application is measured. */
    public Settings settings() {
        return settings;
    }

    /** What the request on the current thread has cost. */
    public RequestTally tally() {
        return tally;
    }

    /** Keeps the failures of the hooks away from the application. */
    public Guard guard() {
        return guard;
    }

    /**
     * A request has reached the outer filter: counts the arrival and opens its exchange.
     *
     * @param method the method as the container gives it
     * @param scheme the scheme as the container resolved it
     */
    public Exchange arrive(String method, String scheme) {
        HttpMethod known = HttpMethod.of(method);
        Scheme resolved = Scheme.of(scheme);
        long now = ticker.read();
        provisionalEnds.settleNowAndThen(now);
        Exchange exchange = new Exchange(this, known, resolved, now);
        arrivalCells.cell(Packed.arrival(known, resolved)).count();
        return exchange;
    }

    /**
     * The view of a handler, the same for ever. Views that come after the limit of cells share {@code <other>}.
     *
     * @param name what the label {@code view} shows
     * @param route the matched pattern, or null where there is none
     */
    public View view(String name, @Nullable String route) {
        String pattern = route == null ? HttpKey.NONE : route;
        ConcurrentHashMap<String, View> byRoute = views.get(name);
        View known = byRoute == null ? null : byRoute.get(pattern);
        return known != null ? known : addView(name, pattern);
    }

    /** The view of what no handler took: {@code <unnamed view>}. */
    public View unnamedView() {
        return unnamedView;
    }

    TraceContext traces() {
        return traces;
    }

    long read() {
        return ticker.read();
    }

    ProvisionalEnds provisionalEnds() {
        return provisionalEnds;
    }

    private void settle() {
        try {
            provisionalEnds.settle(ticker.read());
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    void countEntry(HttpMethod method, Scheme transport, boolean ajax) {
        entryCells.cell(Packed.entry(method, transport, ajax)).count();
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The cell of a choice; for the exchange. */
    Cell<ViewKey> choice(View view, HttpMethod method, Scheme transport) {
        return view.choice(Packed.choice(method, transport));
    }

    private synchronized View addView(String name, String route) {
        int number = viewNames.number(name + '\n' + route);
        if (number == Symbols.OTHER) {
            return otherView;
        }
        return views.computeIfAbsent(name, unknown -> new ConcurrentHashMap<>())
                .computeIfAbsent(route, unknown -> newView(name, route));
    }

    private View newView(String name, String route) {
        ConcurrentHashMap<List<String>, View> labelled = new ConcurrentHashMap<>();
        return newView(name, route, noCustomValues, labelled);
    }

    private View newView(
            String name, String route, List<String> custom, ConcurrentHashMap<List<String>, View> labelled) {
        return new View(
                name,
                route,
                CellTable.over(packed -> choices.cell(Packed.choice(packed, name))),
                CellTable.over(packed -> completions.cell(vocabulary.key(packed, name, route, custom))),
                CellTable.over(kind -> costs.cell(new CostKey(name, CostKey.Kind.at((int) kind)))),
                values -> labelled.computeIfAbsent(bounded(values), known -> newView(name, route, known, labelled)));
    }

    /** These values, or beyond the limit of cells {@code <other>} for each: every set of values keeps tables of its own. */
    private List<String> bounded(List<String> values) {
        if (values.size() != noCustomValues.size()) {
            throw new IllegalArgumentException(
                    "there must be a value for each custom label: " + values.size() + " of " + noCustomValues.size());
        }
        return customValues.number(String.join("\n", values)) == Symbols.OTHER
                ? values.stream().map(value -> Dimension.OTHER).toList()
                : List.copyOf(values);
    }
}
