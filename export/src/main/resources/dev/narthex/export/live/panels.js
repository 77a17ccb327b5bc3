// SPDX-License-Identifier: Apache-2.0
// What stands above the charts, and what stands below the views: databases, pools, caches, entities, migrations, the JVM.
import {Chart} from './charts.js';
import {bar, byId, element, keep, setText, sparkline, Table} from './elements.js';
import {age, bytes, count, percent, rate, seconds, UNKNOWN} from './numbers.js';
import {LATENCY, REQUESTS} from './requests.js';

export const STATEMENTS = 'django_db_execute_total';
export const POOL = 'django_db_pool_connections';
export const CACHE = 'django_cache_gets_total';
export const MIGRATIONS = 'django_migrations';
const QUERY_SECONDS = 'django_db_query_duration_seconds';
const TRANSACTIONS = 'django_db_transactions_total';
const DATABASE_ERRORS = 'django_db_errors_total';
const ROWS = 'django_db_rows_total';
const ACQUIRE = 'django_db_connection_acquire_seconds';
const USE = 'django_db_connection_usage_seconds';
const EXCEPTIONS = 'django_http_exceptions_total_by_type_total';

/** The sum of a gauge over its series; undefined if there is none. */
const gauge = (store, family) => {
  const all = store.series(family);
  return all.length ? all.reduce((sum, series) => sum + series.value, 0) : undefined;
};

const hitsOf = groups => {
  const of = result => groups.get(result)?.count ?? 0;
  const all = of('hit') + of('miss') + of('error');
  return all ? of('hit') / all : undefined;
};

/** What stands above the charts. */
export class Tiles {
  update(store, window, rows) {
    const perSecond = family => window.points(family).map(point => (point.groups.get('')?.count ?? 0) / point.seconds);
    const errors = rows.reduce((sum, row) => sum + row.errors, 0);
    const requests = window.total(REQUESTS);
    const inUse = poolSum(store, 'active');
    const most = poolSum(store, 'max');
    const heap = store.gauge('jvm_heap_used_bytes');
    const heapMost = store.gauge('jvm_heap_max_bytes');
    const tiles = [
      {key: 'Requests', value: rate(requests / window.seconds), unit: 'per second', line: perSecond(REQUESTS)},
      {key: '5xx', value: requests ? percent(errors / requests) : UNKNOWN, unit: `${count(errors)} of ${count(requests)}`, mood: errors ? 'bad' : ''},
      {key: '95 % below', value: seconds(window.distribution(LATENCY).quantile(0.95)), unit: 'inside the view'},
      {key: 'In flight', value: count(gauge(store, 'django_http_requests_in_flight')), unit: 'requests now', line: gaugeLine(window, 'django_http_requests_in_flight')},
      {key: 'Statements', value: store.all(STATEMENTS).length ? rate(window.total(STATEMENTS) / window.seconds) : UNKNOWN, unit: 'per second', line: perSecond(STATEMENTS)},
      {key: 'Pool', value: count(inUse), unit: most === undefined ? 'connections in use' : `of ${count(most)} in use`, line: gaugeLine(window, POOL, {state: 'active'})},
      {key: 'Cache hits', value: percent(hitsOf(window.groups(CACHE, labels => labels.result))), unit: 'of all look-ups'},
      {key: 'Heap', value: bytes(heap), unit: heapMost ? 'of ' + bytes(heapMost) : 'in use', line: gaugeLine(window, 'jvm_heap_used_bytes')},
      {key: 'CPU', value: percent(cpuShare(store, window)), unit: `of ${count(store.gauge('jvm_processors'))} processors`, line: perSecond('jvm_cpu_seconds_total')},
    ];
    keep(byId('tiles'), tiles, makeTile, (tile, {value, unit, line, mood}) => {
      setText(tile.value, value);
      setText(tile.unit, unit);
      tile.dataset.mood = mood ?? '';
      tile.line.draw(line && line.length > 1 ? line : []);
    });
  }
}

function makeTile({key}) {
  const tile = element('div', 'tile', element('dt', '', key));
  tile.value = element('b');
  tile.unit = element('small');
  tile.line = sparkline();
  tile.append(element('dd', '', tile.value, tile.unit, tile.line));
  return tile;
}

const gaugeLine = (window, family, labels) => window.gaugePoints(family, labels).map(point => point.value ?? 0);

function cpuShare(store, window) {
  const processors = store.gauge('jvm_processors');
  return processors && window.seconds ? window.total('jvm_cpu_seconds_total') / window.seconds / processors : undefined;
}

function poolSum(store, state) {
  const all = store.series(POOL).filter(series => series.labels.state === state);
  return all.length ? all.reduce((sum, series) => sum + series.value, 0) : undefined;
}

/** What stands below the views. */
export class Panels {
  #statements = panel('Statements', 'by what they do');
  #pools = panel('Pools', 'connections now');
  #caches = panel('Caches', '');
  #entities = panel('Entities', 'as committed');
  #exceptions = panel('Exceptions', 'that left a view');
  #migrations = panel('Migrations', '');
  #jvm = panel('JVM', '');
  #heap;
  #jvmFacts = element('dl', 'facts');
  #statementNote = element('p', 'note');
  #tables;

  constructor() {
    this.#heap = new Chart(this.#jvm, 'Heap', [{title: 'heap in use', tone: 'calm', filled: true}], bytes);
    this.#jvm.append(this.#jvmFacts);
    const perSecond = {name: 'rate', title: 'Per second', number: true, text: row => rate(row.rate), by: row => row.rate};
    this.#tables = {
      statements: table(this.#statements, 'Statements by operation', [
        name('Operation'), {...perSecond, extra: sparkline, extraFirst: true, draw: (line, row) => line.draw(row.line)}, number('Count', row => row.count, count)], 'rate'),
      pools: table(this.#pools, 'Pools', [name('Pool'),
        {name: 'use', title: 'In use', number: true, text: row => `${count(row.active)} of ${count(row.max)}`, by: row => row.active,
          extra: bar, extraFirst: true, draw: (node, row) => node.draw(row.active / row.max), mood: row => (row.active && row.active >= row.max ? 'warn' : '')},
        number('Waiting', row => row.pending, count, row => (row.pending ? 'bad' : 'zero')),
        number('95 % wait', row => row.acquire, seconds), number('95 % hold', row => row.use, seconds)]),
      caches: table(this.#caches, 'Caches', [name('Cache'),
        {...perSecond, title: 'Look-ups/s'},
        {name: 'hits', title: 'Hits', number: true, text: row => percent(row.hits), by: row => row.hits, extra: bar, extraFirst: true, draw: (node, row) => node.draw(row.hits)},
        number('Failed', row => row.errors, count, row => (row.errors ? 'bad' : 'zero')),
        number('Entries', row => row.entries, count), number('95 % look-up', row => row.lookup, seconds)], 'rate'),
      entities: table(this.#entities, 'Entities by operation', [name('Entity'),
        number('Inserted', row => row.inserts, count), number('Updated', row => row.updates, count), number('Deleted', row => row.deletes, count),
        number('Read', row => row.loads, count), number('Rolled back', row => row.undone, count, row => (row.undone ? 'warn' : 'zero'))]),
      exceptions: table(this.#exceptions, 'Exceptions by type', [name('Type'), number('Count', row => row.count, count)], 'Count'),
      migrations: table(this.#migrations, 'Migrations', [name('Database'),
        {name: 'states', title: 'State', text: row => row.states, mood: row => row.mood}]),
    };
    this.#statements.append(this.#statementNote);
  }

  redraw() {
    this.#heap.redraw();
  }

  update(store, window) {
    const tables = this.#tables;
    tables.statements.update(statements(window), 'No statement in this time.');
    setText(this.#statementNote, statementNote(window));
    tables.pools.update(pools(store, window), 'No pool is known.');
    tables.caches.update(caches(store, window), 'No look-up in this time.');
    tables.entities.update(entities(window), 'No entity was read or written in this time.');
    tables.exceptions.update(counted(window, EXCEPTIONS, 'type'), 'No exception in this time.');
    tables.migrations.update(migrations(store), 'No migrations are read here.');
    this.#updateJvm(store, window);
  }

  #updateJvm(store, window) {
    const points = window.gaugePoints('jvm_heap_used_bytes');
    this.#heap.update(points.map(point => point.at), points.map(point => point.value));
    const collections = window.total('jvm_gc_collections_total');
    const facts = [
      {key: 'Heap', text: `${bytes(store.gauge('jvm_heap_used_bytes'))} of ${bytes(store.gauge('jvm_heap_max_bytes'))}`},
      {key: 'Garbage collection', text: `${count(collections)} times, ${percent(window.total('jvm_gc_seconds_total') / window.seconds)} of the time`},
      {key: 'Threads', text: count(store.gauge('jvm_threads'))},
      {key: 'CPU', text: `${percent(cpuShare(store, window))} of ${count(store.gauge('jvm_processors'))} processors`},
    ];
    keep(this.#jvmFacts, facts, ({key}) => element('div', '', element('dt', '', key), element('dd')), (fact, {text}) => setText(fact.lastChild, text));
  }
}

function panel(title, note) {
  const heading = element('h2', '', title + ' ', element('small', '', note));
  const section = element('section', 'card', heading);
  heading.id = 'panel-' + title.toLowerCase();
  section.setAttribute('aria-labelledby', heading.id);
  byId('panels').append(section);
  return section;
}

const table = (place, caption, columns, by) => new Table(place, {caption, columns, sorted: by ? {name: by, descending: true} : null});
const name = title => ({name: 'key', title, text: row => row.key, by: row => row.key});
const number = (title, value, format, mood) => ({name: title, title, number: true, by: value, text: row => format(value(row)), mood});

function statements(window) {
  const points = window.points(STATEMENTS, labels => labels.operation);
  return [...window.groups(STATEMENTS, labels => labels.operation)].filter(([, sum]) => sum.count > 0).map(([key, sum]) => ({
    key, count: sum.count, rate: sum.count / window.seconds,
    line: points.map(point => (point.groups.get(key)?.count ?? 0) / point.seconds),
  }));
}

function statementNote(window) {
  const times = window.distribution(QUERY_SECONDS);
  const ends = [...window.groups(TRANSACTIONS, labels => labels.outcome)].filter(([, sum]) => sum.count > 0);
  const errors = counted(window, DATABASE_ERRORS, 'type');
  return [
    times.count ? `Half within ${seconds(times.quantile(0.5))}, 95 % within ${seconds(times.quantile(0.95))}.` : '',
    window.total(ROWS) ? `${count(window.total(ROWS))} rows.` : '',
    ends.length ? 'Transactions: ' + ends.map(([outcome, sum]) => `${count(sum.count)} ${outcome.replace('_', ' ')}`).join(', ') + '.' : '',
    errors.length ? 'Errors: ' + errors.map(row => `${count(row.count)} ${row.key}`).join(', ') + '.' : '',
  ].filter(Boolean).join(' ');
}

function pools(store, window) {
  const byAlias = new Map();
  for (const {labels, value} of store.series(POOL)) {
    if (!byAlias.has(labels.alias)) byAlias.set(labels.alias, {key: labels.alias});
    byAlias.get(labels.alias)[labels.state] = value;
  }
  const quantile = (family, alias) => window.distribution(family, {alias}).quantile(0.95);
  return [...byAlias.values()].map(pool => ({...pool, acquire: quantile(ACQUIRE, pool.key), use: quantile(USE, pool.key)}));
}

/** Every cache that had a look-up: its name, and its kind behind it. */
export function caches(store, window) {
  const byCache = new Map();
  for (const [key, sum] of window.groups(CACHE, labels => JSON.stringify([labels.cache_name, labels.backend, labels.result]))) {
    const [cache, backend, result] = JSON.parse(key);
    const id = `${cache} (${backend})`;
    if (!byCache.has(id)) byCache.set(id, {key: id, cache, hit: 0, miss: 0, error: 0});
    byCache.get(id)[result] = sum.count;
  }
  return [...byCache.values()].map(row => {
    const all = row.hit + row.miss + row.error;
    return {
      ...row, all, rate: all / window.seconds, hits: all ? row.hit / all : undefined, errors: row.error,
      entries: store.gauge('django_cache_entries', {cache_name: row.cache}),
      lookup: window.distribution('django_cache_lookup_seconds', {cache_name: row.cache}).quantile(0.95),
    };
  }).filter(row => row.all > 0);
}

function entities(window) {
  const columns = {
    inserts: 'django_model_inserts_total', updates: 'django_model_updates_total', deletes: 'django_model_deletes_total',
    loads: 'django_model_loads_total', undone: 'django_model_rolled_back_total',
  };
  const rows = new Map();
  for (const [column, family] of Object.entries(columns)) {
    for (const [model, sum] of window.groups(family, labels => labels.model)) {
      if (!rows.has(model)) rows.set(model, {key: model, inserts: 0, updates: 0, deletes: 0, loads: 0, undone: 0});
      rows.get(model)[column] = sum.count;
    }
  }
  return [...rows.values()].filter(row => row.inserts + row.updates + row.deletes + row.loads + row.undone > 0);
}

function counted(window, family, label) {
  return [...window.groups(family, labels => labels[label])].filter(([, sum]) => sum.count > 0)
    .map(([key, sum]) => ({key, count: sum.count})).sort((a, b) => b.count - a.count);
}

/** Every database that has migrations: how many are in which state, and whether all is well. */
export function migrations(store) {
  const rows = new Map();
  const row = labels => {
    const key = `${labels.connection} (${labels.tool})`;
    if (!rows.has(key)) rows.set(key, {key, states: '', mood: ''});
    return rows.get(key);
  };
  for (const {labels, value} of store.series(MIGRATIONS)) {
    if (value === 0) continue;
    const one = row(labels);
    one.states += (one.states ? ', ' : '') + `${count(value)} ${labels.state.replaceAll('_', ' ')}`;
    if (labels.state !== 'applied') one.mood = labels.state === 'failed' ? 'bad' : 'warn';
  }
  for (const {labels, value} of store.series('django_migrations_up')) {
    if (value === 0) Object.assign(row(labels), {states: 'could not be read', mood: 'bad'});
  }
  return [...rows.values()];
}

export const about = store => {
  const version = store.series('jvm_info')[0]?.labels.version;
  return [location.host, version ? 'Java ' + version.split('+')[0] : '', store.uptime === undefined ? '' : 'up ' + age(store.uptime)].filter(Boolean).join(' · ');
};
