// SPDX-License-Identifier: Apache-2.0
/* global uPlot */
import {element, setText} from './elements.js';

const HEIGHT = 150;
const SHORTEST_SECONDS = 30;
const CLOCK = {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false};

/** A chart of lines over time with a legend that names the numbers under the cursor, or else the last ones. */
export class Chart {
  #place;
  #lines;
  #format;
  #name;
  #plot = null;
  #data;
  #legend = element('ul', 'legend');
  #canvas = element('div', 'canvas');
  #values = [];

  /** Lines have a title, and a tone: the name of a colour of the style sheet. */
  constructor(place, name, lines, format) {
    this.#place = place;
    this.#name = name;
    this.#lines = lines;
    this.#format = format;
    this.#data = [[], ...lines.map(() => [])];
    for (const line of lines) {
      const value = element('b');
      this.#values.push(value);
      const swatch = element('i', 'tone-' + line.tone);
      swatch.setAttribute('aria-hidden', 'true');
      this.#legend.append(element('li', '', swatch, line.title + ' ', value));
    }
    this.#canvas.setAttribute('role', 'img');
    place.append(this.#legend, this.#canvas);
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#canvas);
  }

  /** Shows points in time and, for every line, a value at each; null where there is none. */
  update(times, ...values) {
    this.#data = [times, ...values];
    if (!this.#plot) this.#draw();
    else this.#plot.setData(this.#data);
    this.#tell(this.#plot.cursor.idx);
  }

  /** Colours have changed. */
  redraw() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#draw();
  }

  #size() {
    return {width: Math.max(200, this.#canvas.clientWidth), height: HEIGHT};
  }

  #draw() {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue('--' + name).trim();
    const axis = {stroke: colour('faint'), font: '11px system-ui, sans-serif', grid: {stroke: colour('line'), width: 1}, ticks: {show: false}};
    const options = {
      ...this.#size(),
      cursor: {y: false, points: {size: 6}, drag: {x: false, y: false}},
      legend: {show: false},
      scales: {x: {range: (plot, from, to) => [Math.min(from, to - SHORTEST_SECONDS), to]}, y: {range: (plot, least, most) => [0, most > 0 ? most * 1.1 : 1]}},
      axes: [
        {...axis, grid: {show: false}, space: 90, size: 26, values: (plot, all) => all.map(clock)},
        {...axis, size: 62, space: 34, values: (plot, all) => all.map(value => short(this.#format(value)))},
      ],
      series: [{}, ...this.#lines.map(line => ({
        stroke: colour('tone-' + line.tone),
        fill: line.filled ? colour('tone-' + line.tone) + '22' : undefined,
        width: 1.75,
        spanGaps: Boolean(line.spanned),
        points: {show: () => this.#data[0].length < 3, size: 4},
      }))],
      hooks: {setCursor: [plot => this.#tell(plot.cursor.idx)]},
    };
    this.#plot = new uPlot(options, this.#data, this.#canvas);
  }

  #tell(index) {
    const shown = index ?? this.#data[0].length - 1;
    const texts = this.#lines.map((line, i) => {
      const text = this.#format(index === null || index === undefined ? latest(this.#data[i + 1]) : this.#data[i + 1][shown]);
      setText(this.#values[i], text);
      return line.title + ' ' + text;
    });
    this.#canvas.setAttribute('aria-label', this.#name + ': ' + texts.join(', '));
  }
}

function latest(values) {
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] !== null) return values[i];
  }
  return undefined;
}

/** A round number on an axis. */
const short = text => text.replace(/\.0+(?!\d)/, '').replace(/^0 .*/, '0');

const clock = seconds => new Date(seconds * 1000).toLocaleTimeString('en-GB', CLOCK);
