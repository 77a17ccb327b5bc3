// SPDX-License-Identifier: Apache-2.0
// What somebody who is woken at night wants to know first: what is wrong in the last minute, worst first.
import {byId, element, keep, setText} from './elements.js';
import {age, bytes, count, percent, rate, seconds} from './numbers.js';
import {caches, migrations, POOL} from './panels.js';

const SLOW_SECONDS = 1;
const FULL_HEAP = 0.9;
const SHOWN = 8;

/** The list of what is wrong; a finding about a view opens it. */
export class Findings {
  #open;

  constructor(open) {
    this.#open = open;
  }

  update(store, minute, rows) {
    const all = [...ofViews(rows), ...ofCaches(store, minute), ...ofDatabases(store, minute), ...ofMigrations(store), ...ofTheRest(store, minute)]
      .sort((a, b) => (a.mood === b.mood ? 0 : a.mood === 'bad' ? -1 : b.mood === 'bad' ? 1 : a.mood === 'warn' ? -1 : 1))
      .slice(0, SHOWN);
    const shown = all.length ? all : [{key: 'none', mood: 'good', text: rows.length ? 'Nothing looks wrong in the last minute.' : 'No request in the last minute.'}];
    this.#list(shown);
  }

  /** Nothing is known while the application does not answer. */
  forget() {
    this.#list([{key: 'gone', mood: 'bad', text: 'Not known: the application does not answer.'}]);
  }

  #list(shown) {
    keep(byId('findings'), shown, finding => this.#make(finding), (item, finding) => {
      item.dataset.mood = finding.mood;
      setText(item.firstElementChild, finding.text);
    });
  }

  #make({view}) {
    const text = element(view === undefined ? 'span' : 'button');
    if (view !== undefined) {
      text.type = 'button';
      text.addEventListener('click', () => this.#open(view));
    }
    return element('li', '', text);
  }
}

function ofViews(rows) {
  const found = [];
  for (const row of rows) {
    const about = (kind, mood, text) => found.push({key: kind + ' ' + row.key, mood, text, view: row.key});
    if (row.errors) about('errors', 'bad', `${row.key}: ${count(row.errors)} of ${count(row.requests)} answered with 5xx`);
    if (row.isRepeating) about('queries', 'warn', `${row.key} sends ${rate(row.queries.mean)} statements a request: N+1`);
    if (row.latency?.quantile(0.95) >= SLOW_SECONDS) about('slow', 'warn', `${row.key} is slow: 5 % of its requests take more than ${seconds(row.latency.quantile(0.95))}`);
  }
  return found;
}

function ofCaches(store, minute) {
  return caches(store, minute).filter(cache => cache.errors > 0).map(cache => ({
    key: 'cache ' + cache.key, mood: 'bad', text: `The cache ${cache.key} failed: ${count(cache.errors)} of ${count(cache.all)} look-ups`,
  }));
}

function ofDatabases(store, minute) {
  const found = [];
  for (const {labels, value} of store.series(POOL)) {
    if (labels.state === 'pending' && value > 0) {
      const most = store.gauge(POOL, {alias: labels.alias, state: 'max'});
      found.push({key: 'pool ' + labels.alias, mood: 'bad', text: `The pool ${labels.alias} has ${count(most)} connections and ${count(value)} waiting for one`});
    }
  }
  const list = (family, kind, mood, label, text) => {
    for (const [key, sum] of minute.groups(family, labels => labels.alias + '\n' + (labels[label] ?? ''))) {
      const [alias, what] = key.split('\n');
      if (sum.count > 0) found.push({key: kind + ' ' + key, mood, text: text(count(sum.count), alias, what)});
    }
  };
  list('django_db_connection_timeouts_total', 'timeout', 'bad', '', (n, alias) => `Waited in vain for a connection of the pool ${alias}: ${n}`);
  list('django_db_connection_errors_total', 'connect', 'bad', 'type', (n, alias, type) => `Failed to connect to the database ${alias}: ${n} ${type}`);
  list('django_db_errors_total', 'error', 'warn', 'type', (n, alias, type) => `Failed in the database ${alias}: ${n} ${type}`);
  return found;
}

function ofMigrations(store) {
  return migrations(store).filter(row => row.mood).map(row => ({key: 'migrations ' + row.key, mood: row.mood, text: `Migrations of ${row.key}: ${row.states}`}));
}

function ofTheRest(store, minute) {
  const found = [];
  const heap = store.gauge('jvm_heap_used_bytes');
  const most = store.gauge('jvm_heap_max_bytes');
  if (heap / most >= FULL_HEAP) found.push({key: 'heap', mood: 'warn', text: `The heap is full: ${percent(heap / most)} of ${bytes(most)}`});
  const ours = minute.total('narthex_instrumentation_errors_total');
  if (ours) found.push({key: 'narthex', mood: 'warn', text: `Failures of Narthex itself: ${count(ours)}; numbers may be missing, the log says why`});
  const folded = minute.total('narthex_cells_folded_total');
  if (folded) found.push({key: 'folded', mood: 'warn', text: `${count(folded)} events are counted under <other>: there are more label combinations than narthex.max-cells`});
  const ago = store.restartedAt === null ? Infinity : store.now - store.restartedAt;
  if (ago < 120) found.push({key: 'restart', mood: 'note', text: `The application was restarted ${age(ago)} ago`});
  return found;
}
