// SPDX-License-Identifier: Apache-2.0
// Elements. Every text that comes from outside goes in as a text node; there is no other way in.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

/** An element with a class, a text and children. */
export function element(tag, className = '', ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter(child => child !== null));
  return made;
}

/** Changes a text only where it differs, so that nothing flickers and no reader is interrupted. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Keeps one child for every item, in their order. */
export function keep(parent, items, make, update) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    let child = known.get(item.key);
    if (!child) {
      child = make(item);
      child.dataset.key = item.key;
    }
    known.delete(item.key);
    update(child, item);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const gone of known.values()) gone.remove();
}

/** A line without axes: how something went. */
export function sparkline() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'spark');
  svg.setAttribute('viewBox', '0 0 60 16');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'polyline');
  svg.append(line);
  svg.draw = values => {
    const most = Math.max(...values, 0) || 1;
    const step = values.length > 1 ? 60 / (values.length - 1) : 0;
    line.setAttribute('points', values.map((value, i) => (i * step).toFixed(1) + ',' + (15 - (14 * value) / most).toFixed(1)).join(' '));
  };
  return svg;
}

/** How much of a whole, as a bar; the number stands beside it. */
export function bar() {
  const outer = element('span', 'bar');
  outer.setAttribute('aria-hidden', 'true');
  const inner = element('span');
  outer.append(inner);
  outer.draw = share => inner.style.setProperty('width', Math.min(100, 100 * (share || 0)).toFixed(1) + '%');
  return outer;
}

/**
 * A table that is sorted by its heads and keeps its rows. A column has a title, the text of a row, what it is sorted by,
 * and may add elements of its own. A row that can be opened has a button in its first column.
 */
export class Table {
  #columns;
  #body = document.createElement('tbody');
  #empty = element('p', 'empty');
  #scroll;
  #sorted;
  #open;
  #rows = [];

  constructor(place, {caption, columns, sorted, open}) {
    this.#columns = columns;
    this.#sorted = sorted ?? null;
    this.#open = open;
    const head = document.createElement('tr');
    for (const column of columns) head.append(this.#head(column));
    const table = element('table', '', element('caption', 'unseen', caption), element('thead', '', head), this.#body);
    this.#scroll = element('div', 'scroll', table);
    this.#scroll.setAttribute('role', 'group');
    this.#scroll.setAttribute('aria-label', caption);
    place.append(this.#scroll, this.#empty);
    this.#mark();
  }

  /** Shows these rows, or why there are none. */
  update(rows, empty) {
    this.#rows = rows;
    this.#scroll.hidden = rows.length === 0;
    this.#empty.hidden = rows.length > 0;
    if (rows.length === 0) this.#empty.replaceChildren(empty);
    this.#show();
    // Where there is something to scroll, a keyboard must get there.
    if (this.#scroll.scrollWidth > this.#scroll.clientWidth) this.#scroll.tabIndex = 0;
    else this.#scroll.removeAttribute('tabindex');
  }

  #show() {
    // Under somebody's hand nothing moves.
    const held = this.#body.matches(':hover') || this.#body.contains(document.activeElement);
    const rows = held ? this.#inPresentOrder() : this.#inOrder();
    keep(this.#body, rows, row => this.#make(row), (tr, row) => this.#update(tr, row));
  }

  #inOrder() {
    if (!this.#sorted) return this.#rows;
    const column = this.#columns.find(candidate => candidate.name === this.#sorted.name);
    const sign = this.#sorted.descending ? -1 : 1;
    return [...this.#rows].sort((a, b) => sign * compare(column.by(a), column.by(b)) || compare(a.key, b.key));
  }

  #inPresentOrder() {
    const places = new Map([...this.#body.children].map((tr, i) => [tr.dataset.key, i]));
    const place = row => places.get(row.key) ?? places.size;
    return this.#inOrder().sort((a, b) => place(a) - place(b));
  }

  #head(column) {
    const th = element('th', column.number ? 'number' : '');
    th.scope = 'col';
    if (column.wide) th.classList.add('wide');
    if (!column.by) {
      th.append(column.title);
      return th;
    }
    const button = element('button', '', column.title);
    button.type = 'button';
    if (column.hint) button.title = column.hint;
    button.addEventListener('click', () => {
      const again = this.#sorted?.name === column.name;
      this.#sorted = {name: column.name, descending: again ? !this.#sorted.descending : Boolean(column.number)};
      this.#mark();
      this.#show();
    });
    th.append(button);
    th.column = column.name;
    return th;
  }

  #mark() {
    for (const th of this.#scroll.querySelectorAll('th')) {
      if (!th.column) continue;
      const sorted = th.column === this.#sorted?.name;
      if (sorted) th.setAttribute('aria-sort', this.#sorted.descending ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
  }

  #make(row) {
    const tr = document.createElement('tr');
    tr.cellsByName = new Map();
    this.#columns.forEach((column, i) => {
      const cell = element(i === 0 ? 'th' : 'td', (column.number ? 'number' : '') + (column.wide ? ' wide' : ''));
      if (i === 0) cell.scope = 'row';
      const text = element(i === 0 && this.#open ? 'button' : 'span', i === 0 ? 'name' : '');
      if (i === 0 && this.#open) {
        text.type = 'button';
        text.addEventListener('click', () => this.#open(row.key));
      }
      const extra = column.extra ? column.extra() : null;
      cell.append(...(column.extraFirst ? [extra, text] : [text, extra]).filter(Boolean));
      tr.append(cell);
      tr.cellsByName.set(column.name, {cell, text, extra});
    });
    return tr;
  }

  #update(tr, row) {
    for (const column of this.#columns) {
      const {cell, text, extra} = tr.cellsByName.get(column.name);
      setText(text, column.text(row));
      if (extra) column.draw(extra, row);
      if (column.mood) cell.dataset.mood = column.mood(row) ?? '';
    }
  }
}

function compare(a, b) {
  if (typeof a === 'string') return a.localeCompare(b);
  return (a ?? -1) - (b ?? -1);
}
