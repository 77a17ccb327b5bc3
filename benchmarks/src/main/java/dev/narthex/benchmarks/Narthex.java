// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Application;
import dev.narthex.core.Histograms;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.http.Exchange;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.View;

/** Our own metrics, entered as the filters and the hooks of frameworks enter them. Thread-safe. */
final class Narthex {

    private final ThreadClock clock = new ThreadClock();
    private final Application application;
    private final HttpMetrics metrics;
    private final View[] views;

    private Narthex(Workload workload, Settings settings, boolean timedBySystem) {
        this.application = Application.of(settings, timedBySystem ? Ticker.system() : clock);
        this.metrics = HttpMetrics.create(application);
        this.views = new View[workload.views()];
        for (int view = 0; view < views.length; view++) {
            Key key = workload.keyOf(view);
            views[view] = metrics.view(key.view(), key.route());
        }
    }

    /** The defaults, but for a page that would not be whole with them. */
    private static Settings settings(Workload workload) {
        Settings defaults = Settings.create();
        int keys = workload.keys().size();
        return keys <= defaults.maxCells()
                ? defaults
                : Settings.builder().maxCells(keys).build();
    }

    /** Timed by the workload itself: no clock is read. */
    static Narthex timedByWorkload(Workload workload) {
        return new Narthex(workload, settings(workload), false);
    }

    /** The same with histograms of this kind. */
    static Narthex publishing(Histograms histograms, Workload workload) {
        return new Narthex(workload, Settings.builder().histograms(histograms).build(), false);
    }

    /** Timed by the virtual machine's ticker, four times a request. */
    static Narthex timedBySystem(Workload workload) {
        return new Narthex(workload, settings(workload), true);
    }

    /** What a page is made of. */
    Application application() {
        return application;
    }

    /** What is no part of a request: setting the clock as often as a request does, and reading it four times. */
    long turnClock(Request request) {
        clock.set(0);
        long readings = clock.read();
        clock.set(request.filterNanos());
        readings += clock.read();
        clock.set(request.totalNanos());
        readings += clock.read();
        clock.set(request.viewNanos());
        return readings + clock.read();
    }

    /** The outer filter. */
    Exchange arrive(Request request) {
        Key key = request.key();
        clock.set(0);
        return metrics.arrive(key.method(), key.scheme());
    }

    /** The outer filter, the inner filter and the framework's hook. */
    Exchange open(Request request) {
        Key key = request.key();
        Exchange exchange = arrive(request);
        clock.set(request.filterNanos());
        if (request.ajax()) {
            exchange.enterAjax(key.scheme());
        } else {
            exchange.enter(key.scheme());
        }
        exchange.view(views[key.viewNumber()]);
        return exchange;
    }

    /** What is learnt between the choice of the view and the completion. */
    void describe(Exchange exchange, Request request) {
        Key key = request.key();
        String template = key.template();
        if (template != null) {
            exchange.template(template);
        }
        clock.set(request.totalNanos());
        exchange.trace();
        exchange.leave();
        exchange.contentType(key.contentType());
        exchange.requestBytes(request.requestBytes());
        exchange.responseBytes(request.responseBytes());
    }

    /** The completion. */
    void complete(Exchange exchange, Request request) {
        clock.set(request.totalNanos());
        exchange.complete(request.key().status());
    }

    /** The whole request. */
    Exchange play(Request request) {
        Exchange exchange = open(request);
        describe(exchange, request);
        complete(exchange, request);
        return exchange;
    }
}
