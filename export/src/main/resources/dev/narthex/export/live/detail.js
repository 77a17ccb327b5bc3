// SPDX-License-Identifier: Apache-2.0
// One view: its times, its answers, and what one request of it asks of databases and caches.
import {byId, element} from './elements.js';
import {count, percent, rate, seconds} from './numbers.js';
import {LATENCY, lookups, MANY_STATEMENTS, QUERIES, REQUESTS, RESPONSES, viewRows} from './requests.js';

export class Detail {
  #dialog = byId('detail');
  #title = element('h2');
  #facts = element('dl', 'facts');
  #note = element('p', 'note');
  #answers = element('ul', 'bars');
  #times = element('ul', 'bars');
  #statements = element('ul', 'bars');
  #view = null;

  constructor() {
    const close = element('button', '', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => this.#dialog.close());
    this.#title.id = 'detail-title';
    this.#dialog.append(
      element('div', 'bar-of-dialog', this.#title, close), this.#note, this.#facts,
      element('div', 'columns',
        element('section', '', element('h3', '', 'Statements of a request'), this.#statements),
        element('section', '', element('h3', '', 'Response time'), this.#times),
        element('section', '', element('h3', '', 'Answers'), this.#answers)));
    this.#dialog.addEventListener('close', () => (this.#view = null));
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.#dialog.close());
  }

  open(view, window) {
    this.#view = view;
    this.update(window);
    this.#dialog.showModal();
  }

  update(window) {
    if (this.#view === null) return;
    const view = this.#view;
    const row = viewRows(window).find(candidate => candidate.key === view);
    this.#title.textContent = view;
    this.#note.className = row?.isRepeating ? 'note marked' : 'note';
    this.#note.textContent = !row ? 'No request in this time.' : row.isRepeating
      ? `N+1: at least half of its requests send more than ${MANY_STATEMENTS} statements. That is what a query for every row of another query looks like; a join or a batch fetch makes it one or two.`
      : '';
    this.#facts.replaceChildren(...(row ? facts(row) : []));
    this.#statements.replaceChildren(...bars(statementBuckets(window.distribution(QUERIES, {view})), 'No statement is sent, or none is measured.'));
    this.#times.replaceChildren(...bars(timeBuckets(window.distribution(LATENCY, {view})), 'No time is known; streams have none.'));
    this.#answers.replaceChildren(...bars(answers(window, view), 'No answer of the view itself.'));
  }
}

function facts(row) {
  const database = row.databaseSeconds !== undefined && row.latency?.mean ? ` (${percent(row.databaseSeconds / row.latency.mean)} of its time)` : '';
  const all = [
    ['Requests', `${count(row.requests)}, ${rate(row.perSecond)} per second`],
    ['5xx', `${count(row.errors)} (${percent(row.errors / row.requests)})`],
    ['4xx', count(row.refusals)],
    ['Exceptions', count(row.exceptions)],
    ['Average time', seconds(row.latency?.mean)],
    ['Half, 95 %, 99 % below', [0.5, 0.95, 0.99].map(q => seconds(row.latency?.quantile(q))).join(', ')],
    ['Statements a request', rate(row.queries?.mean)],
    ['Database a request', seconds(row.databaseSeconds) + database],
    ['Cache look-ups a request', rate(lookups(row) / row.requests)],
    ['Hits, misses, failures', [row.hits, row.misses, row.cacheErrors].map(count).join(', ')],
  ];
  if (row.aborted) all.push(['Client went away', count(row.aborted)]);
  if (row.streams) all.push(['Streams', count(row.streams)]);
  return all.map(([name, text]) => element('div', '', element('dt', '', name), element('dd', '', text)));
}

function statementBuckets(sum) {
  return filled(sum, (from, to) => (to === null ? `more than ${from}` : from === null || to - from <= 1 ? String(to) : `${from + 1} to ${to}`),
    to => to === null || to > MANY_STATEMENTS);
}

function timeBuckets(sum) {
  return filled(sum, (from, to) => (to === null ? 'above ' + seconds(from) : 'to ' + seconds(to)), (to, from) => (from ?? 0) >= 1);
}

/** The buckets from the first to the last that has something; those that stand out are marked. */
function filled(sum, name, isMarked) {
  const counts = [...sum.counts];
  const first = counts.findIndex(n => n > 0);
  const last = counts.findLastIndex(n => n > 0);
  return counts.map((n, i) => ({n, name: name(i === 0 ? null : sum.bounds[i - 1], sum.bounds[i]), isMarked: isMarked(sum.bounds[i], i === 0 ? null : sum.bounds[i - 1])}))
    .filter((bucket, i) => first >= 0 && i >= first && i <= last);
}

function answers(window, view) {
  const groups = window.groups(RESPONSES, labels => labels.method + ' ' + labels.status, {view});
  const inside = [...groups].filter(([, sum]) => sum.count > 0);
  const all = inside.map(([name, sum]) => ({name, n: sum.count, isMarked: / 5/.test(name)}));
  const missing = window.total(REQUESTS, {view}) - all.reduce((sum, one) => sum + one.n, 0);
  if (missing > 0) all.push({name: 'by a filter', n: missing, isMarked: false});
  return all.sort((a, b) => b.n - a.n);
}

function bars(rows, empty) {
  if (rows.length === 0) return [element('li', 'empty', empty)];
  const most = Math.max(...rows.map(row => row.n));
  return rows.map(row => {
    const line = element('i');
    line.style.setProperty('width', ((100 * row.n) / most).toFixed(1) + '%');
    return element('li', row.isMarked ? 'marked' : '', element('span', '', row.name), element('span', 'track', line), element('b', '', count(row.n)));
  });
}
