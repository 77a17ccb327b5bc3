// SPDX-License-Identifier: Apache-2.0
// Requests: the numbers of every view, the two charts, and the table.
import {Chart} from './charts.js';
import {bar, byId, element, sparkline, Table} from './elements.js';
import {count, percent, rate, seconds, UNKNOWN} from './numbers.js';

export const REQUESTS = 'django_http_requests_total';
export const RESPONSES = 'django_http_responses_total_by_status_view_method_total';
export const LATENCY = 'django_http_requests_latency_seconds_by_view_method';
export const QUERIES = 'django_http_view_db_queries';
const DATABASE_SECONDS = 'django_http_view_db_seconds_total';
const CACHE_GETS = 'django_http_view_cache_gets_total';
const EXCEPTIONS = 'django_http_exceptions_total_by_view_total';
const ABORTED = 'django_http_requests_aborted_total';
const STREAMS = 'django_http_stream_duration_seconds';
const FILTERED = 'django_http_responses_short_circuited_total';

/** Where half of the requests of a view send more statements than this, it looks like a query for every row. */
export const MANY_STATEMENTS = 5;

/** How many views are listed; those with the most time. */
const LISTED = 200;

const byView = labels => labels.view;
const classOf = status => (/^[1-5]\d\d$/.test(status) ? status[0] : 'other');

/** The numbers of every view that had a request in a window. */
export function viewRows(window) {
  const requests = window.groups(REQUESTS, byView);
  const latency = window.groups(LATENCY, byView);
  const queries = window.groups(QUERIES, byView);
  const database = window.groups(DATABASE_SECONDS, byView);
  const cache = window.groups(CACHE_GETS, labels => labels.view + '\n' + labels.result);
  const statuses = window.groups(RESPONSES, labels => labels.view + '\n' + classOf(labels.status));
  const exceptions = window.groups(EXCEPTIONS, byView);
  const aborted = window.groups(ABORTED, byView);
  const streams = window.groups(STREAMS, byView);
  const all = [...latency.values()].reduce((sum, one) => sum + one.sum, 0);
  const rows = [];
  for (const [view, {count: n}] of requests) {
    if (!n) continue;
    const of = (groups, key = view) => groups.get(key)?.count ?? 0;
    const asked = queries.get(view);
    rows.push({
      key: view,
      requests: n,
      perSecond: n / window.seconds,
      latency: latency.get(view),
      timeShare: all ? (latency.get(view)?.sum ?? 0) / all : 0,
      errors: of(statuses, view + '\n5'),
      refusals: of(statuses, view + '\n4'),
      exceptions: of(exceptions),
      aborted: of(aborted),
      streams: of(streams),
      queries: asked,
      isRepeating: Boolean(asked?.count) && asked.above(MANY_STATEMENTS) * 2 >= asked.count,
      databaseSeconds: asked?.count ? of(database) / asked.count : undefined,
      hits: of(cache, view + '\nhit'),
      misses: of(cache, view + '\nmiss'),
      cacheErrors: of(cache, view + '\nerror'),
    });
  }
  return rows.sort((a, b) => b.timeShare - a.timeShare || b.requests - a.requests);
}

export const lookups = row => row.hits + row.misses + row.cacheErrors;

/** The two charts and the table of views. */
export class Requests {
  #rates = new Chart(byId('rate-chart'), 'Requests per second', [
    {title: '2xx, 3xx', tone: 'good', filled: true},
    {title: '4xx', tone: 'warn'},
    {title: '5xx', tone: 'bad'},
  ], rate);
  #times = new Chart(byId('latency-chart'), 'Response time', [
    {title: 'half below', tone: 'calm', spanned: true},
    {title: '95 % below', tone: 'more', spanned: true},
    {title: '99 % below', tone: 'most', spanned: true},
  ], seconds);
  #table;
  #all;

  constructor(open, showAll) {
    this.#all = element('button', 'plain', 'Show all since the start');
    this.#all.type = 'button';
    this.#all.addEventListener('click', showAll);
    this.#table = new Table(byId('views'), {caption: 'Views', columns: columns(), sorted: {name: 'time', descending: true}, open});
  }

  redraw() {
    this.#rates.redraw();
    this.#times.redraw();
  }

  update(window, rows) {
    const answers = window.points(RESPONSES, labels => classOf(labels.status));
    const filtered = window.points(FILTERED, labels => classOf(labels.status));
    const perSecond = keys => answers.map((point, i) => keys.reduce((sum, key) =>
      sum + (point.groups.get(key)?.count ?? 0) + (filtered[i]?.groups.get(key)?.count ?? 0), 0) / point.seconds);
    this.#rates.update(answers.map(point => point.at), perSecond(['1', '2', '3', 'other']), perSecond(['4']), perSecond(['5']));
    const times = window.points(LATENCY);
    const quantile = q => times.map(point => point.groups.get('')?.quantile(q) ?? null);
    this.#times.update(times.map(point => point.at), quantile(0.5), quantile(0.95), quantile(0.99));
    this.#list(window, rows);
  }

  #list(window, rows) {
    const points = window.points(REQUESTS, byView);
    for (const row of rows) row.line = points.map(point => (point.groups.get(row.key)?.count ?? 0) / point.seconds);
    const note = rows.length > LISTED ? `the ${LISTED} of ${rows.length} that take the most time` : 'what takes the most time comes first';
    byId('views-note').textContent = note;
    const empty = window.isSinceStart ? 'No request yet. The first one shows up here within a second.' : element('span', '', 'No request in this time. ', this.#all);
    this.#table.update(rows.slice(0, LISTED), empty);
  }
}

function columns() {
  const quantile = q => row => row.latency?.quantile(q);
  return [
    {name: 'view', title: 'View', text: row => row.key, by: row => row.key, extra: badge, draw: (node, row) => (node.hidden = !row.isRepeating)},
    {name: 'requests', title: 'Requests', number: true, text: row => count(row.requests), by: row => row.requests,
      extra: sparkline, extraFirst: true, draw: (line, row) => line.draw(row.line)},
    {name: 'errors', title: '5xx', hint: 'Answers with a status from 500 on', number: true, text: row => (row.errors ? count(row.errors) : '0'),
      by: row => row.errors, mood: row => (row.errors ? 'bad' : 'zero')},
    {name: 'p50', title: 'Half below', number: true, wide: true, text: row => seconds(quantile(0.5)(row)), by: quantile(0.5)},
    {name: 'p95', title: '95 % below', number: true, text: row => seconds(quantile(0.95)(row)), by: quantile(0.95),
      mood: row => (quantile(0.95)(row) >= 1 ? 'warn' : '')},
    {name: 'p99', title: '99 % below', number: true, wide: true, text: row => seconds(quantile(0.99)(row)), by: quantile(0.99)},
    {name: 'time', title: 'Share of time', hint: 'Of all time spent in views', number: true, wide: true, text: row => percent(row.timeShare),
      by: row => row.timeShare, extra: bar, extraFirst: true, draw: (node, row) => node.draw(row.timeShare)},
    {name: 'statements', title: 'Statements', hint: 'Statements of a request, on average', number: true, text: row => rate(row.queries?.mean),
      by: row => row.queries?.mean, mood: row => (row.isRepeating ? 'warn' : '')},
    {name: 'database', title: 'Database', hint: 'Time of a request in databases, on average', number: true, wide: true,
      text: row => seconds(row.databaseSeconds), by: row => row.databaseSeconds},
    {name: 'cache', title: 'Cache hits', hint: 'Of the look-ups of its requests', number: true, wide: true, text: cacheText,
      by: row => (lookups(row) ? row.hits / lookups(row) : undefined), mood: row => (row.cacheErrors ? 'bad' : '')},
  ];
}

function badge() {
  const made = element('span', 'badge', 'N+1');
  made.title = `At least half of its requests send more than ${MANY_STATEMENTS} statements`;
  return made;
}

function cacheText(row) {
  if (!lookups(row)) return UNKNOWN;
  return row.cacheErrors ? count(row.cacheErrors) + ' failed' : percent(row.hits / lookups(row));
}
