// SPDX-License-Identifier: Apache-2.0
// What the browser remembers: the last number of every series, and for a quarter of an hour by how much each has grown.
// A frame is what came between two answers; after a minute frames are merged, five seconds each. Bounded: 60 + 168 frames.

const KEPT_SECONDS = 15 * 60;
const FINE_SECONDS = 60;
const COARSE_SECONDS = 5;
/** Nobody watched for longer than this: what happened meanwhile is in no window. */
const GAP_SECONDS = 30;
/** How far apart the points of a line are: a second for a minute, five for five minutes. */
const STEPS = [1, 5, 15];
const POINTS = 60;

export class Store {
  #families = new Map();
  #byId = new Map();
  #byKey = new Map();
  #byFamily = new Map();
  #frames = [];
  #millis = null;
  #heardAt = 0;
  #application = '';
  #age = 0;
  restartedAt = null;
  now = Date.now() / 1000;

  /** Takes an answer of the server. */
  take(answer, heardAt) {
    const first = this.#millis === null;
    const apart = answer.whole && !first ? (heardAt - this.#heardAt) / 1000 : (answer.millis - this.#millis) / 1000;
    if (answer.whole) this.#begin();
    for (const [id, name, ...bounds] of answer.families) {
      this.#families.set(id, {name, bounds, kind: bounds.length ? 'histogram' : name.endsWith('_total') ? 'counter' : 'gauge'});
    }
    for (const [id, family, labels] of answer.series) this.#bear(id, this.#families.get(family), labels, first);
    if (!first && answer.application !== this.#application) this.#forgetValues();
    const grown = new Map();
    for (const value of answer.values) this.#grow(this.#byId.get(value[0]), value, grown);
    this.#application = answer.application;
    this.#millis = answer.millis;
    this.#age = answer.age / 1000;
    this.#heardAt = heardAt;
    if (!first && apart > 0) this.#push(apart, apart > GAP_SECONDS ? null : grown);
  }

  get uptime() {
    return this.gauge('jvm_uptime_seconds');
  }

  /** Whether there is anything to compare with. */
  get hasFrames() {
    return this.#frames.length > 0;
  }

  get frameCount() {
    return this.#frames.length;
  }

  gauge(family, labels = {}) {
    return this.series(family).find(series => matches(series.labels, labels))?.value;
  }

  /** The series of a family that have a value now. */
  series(family) {
    return this.all(family).filter(series => series.value !== null);
  }

  /** The series of a family, those too that have no value since a restart. */
  all(family) {
    return this.#byFamily.get(family) ?? [];
  }

  /** What was in a window that ends now; 0 seconds is all since the start of the application. */
  window(seconds) {
    return seconds === 0 || !this.hasFrames ? this.#sinceStart() : this.#since(seconds);
  }

  #sinceStart() {
    const amounts = new Map();
    for (const series of this.#byKey.values()) {
      if (series.kind !== 'gauge' && series.value !== null) amounts.set(series, series.amount);
    }
    return new Window(this, this.#age, amounts, this.#frames, true);
  }

  #since(seconds) {
    const frames = this.#frames.filter(frame => frame.at > this.now - seconds);
    const amounts = new Map();
    let covered = 0;
    for (const frame of frames) {
      covered += frame.seconds;
      for (const [series, amount] of frame.grown) add(amounts, series, amount);
    }
    return new Window(this, covered, amounts, frames, false);
  }

  #begin() {
    this.#families.clear();
    this.#byId.clear();
  }

  #bear(id, family, labels, first) {
    const key = family.name + '\n' + JSON.stringify(labels);
    let series = this.#byKey.get(key);
    if (!series) {
      // Born while somebody watches: it was 0 before. There at the first look: what it was before is not known.
      series = {...family, family: family.name, labels, value: null, amount: null, isOld: first};
      this.#byKey.set(key, series);
      if (!this.#byFamily.has(family.name)) this.#byFamily.set(family.name, []);
      this.#byFamily.get(family.name).push(series);
    }
    this.#byId.set(id, series);
  }

  /** The application is another one: it began at 0. */
  #forgetValues() {
    this.restartedAt = this.now;
    for (const series of this.#byKey.values()) Object.assign(series, {value: null, amount: null, isOld: false});
  }

  #grow(series, [, value, ...pairs], grown) {
    if (series.kind === 'gauge' || value === null) {
      series.value = value;
      return;
    }
    const amount = series.kind === 'counter' ? value : histogram(value, pairs);
    if (!series.isOld || series.amount !== null) {
      const more = series.amount === null ? amount : difference(amount, series.amount);
      if (sizeOf(more) > 0) grown.set(series, more);
    }
    series.amount = amount;
    series.value = value;
  }

  #push(seconds, grown) {
    this.now += seconds;
    if (grown === null) return;
    const gauges = new Map();
    for (const series of this.#byKey.values()) {
      if (series.kind === 'gauge' && series.value !== null) gauges.set(series, series.value);
    }
    this.#frames.push({at: this.now, seconds, grown, gauges, fine: true});
    while (this.#frames[0].at < this.now - KEPT_SECONDS) this.#frames.shift();
    this.#merge();
  }

  #merge() {
    const index = this.#frames.findIndex(frame => frame.fine);
    const oldest = this.#frames[index];
    if (oldest.at >= this.now - FINE_SECONDS) return;
    const before = this.#frames[index - 1];
    oldest.fine = false;
    if (before && before.seconds + oldest.seconds <= COARSE_SECONDS + 0.5) {
      before.at = oldest.at;
      before.seconds += oldest.seconds;
      before.gauges = oldest.gauges;
      for (const [series, amount] of oldest.grown) add(before.grown, series, amount);
      this.#frames.splice(index, 1);
    }
    this.#merge();
  }
}

/** What was in a window: sums by series, and the same as points of a line. */
export class Window {
  #store;
  #amounts;
  #frames;
  #step;

  constructor(store, seconds, amounts, frames, isSinceStart) {
    this.#store = store;
    this.seconds = seconds;
    this.#amounts = amounts;
    this.#frames = frames;
    const covered = frames.reduce((sum, frame) => sum + frame.seconds, 0);
    this.#step = STEPS.find(step => step * POINTS >= Math.min(covered, KEPT_SECONDS)) ?? STEPS[STEPS.length - 1];
    this.isSinceStart = isSinceStart;
  }

  /** How much a counter has grown, or how many observations a histogram has got; of those series that match. */
  total(family, labels = {}) {
    return this.groups(family, () => '', labels).get('')?.count ?? 0;
  }

  distribution(family, labels = {}) {
    return this.groups(family, () => '', labels).get('') ?? new Sum([]);
  }

  /** Sums by what a function makes of the labels. */
  groups(family, keyOf, labels = {}) {
    const groups = new Map();
    for (const series of this.#store.all(family)) {
      if (!matches(series.labels, labels)) continue;
      const key = keyOf(series.labels);
      if (!groups.has(key)) groups.set(key, new Sum(series.bounds));
      groups.get(key).add(this.#amounts.get(series));
    }
    return groups;
  }

  /** Points in time, ascending, and for each what was in it, by the values of a label or all in one. */
  points(family, keyOf = () => '') {
    const points = [];
    for (const frame of this.#frames) {
      const slot = Math.floor(frame.at / this.#step);
      let last = points[points.length - 1];
      if (!last || last.slot !== slot) points.push((last = {slot, at: frame.at, seconds: 0, groups: new Map()}));
      last.at = frame.at;
      last.seconds += frame.seconds;
      for (const series of this.#store.all(family)) {
        const amount = frame.grown.get(series);
        if (amount === undefined) continue;
        const key = keyOf(series.labels);
        if (!last.groups.has(key)) last.groups.set(key, new Sum(series.bounds));
        last.groups.get(key).add(amount);
      }
    }
    return points;
  }

  /** The values of a gauge over time, summed over the series that match. */
  gaugePoints(family, labels = {}) {
    const all = this.#store.series(family).filter(series => matches(series.labels, labels));
    const points = [];
    for (const frame of this.#frames) {
      const values = all.map(series => frame.gauges.get(series)).filter(value => value !== undefined);
      const point = {at: frame.at, slot: Math.floor(frame.at / this.#step), value: values.length ? values.reduce((a, b) => a + b) : null};
      if (points.length && points[points.length - 1].slot === point.slot) points.pop();
      points.push(point);
    }
    return points;
  }
}

/** A sum of counters or of histograms. */
export class Sum {
  count = 0;
  sum = 0;

  constructor(bounds) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length);
  }

  add(amount) {
    if (amount === undefined || amount === null) return;
    if (typeof amount === 'number') {
      this.count += amount;
      return;
    }
    this.sum += amount.sum;
    for (const [bucket, n] of amount.counts) {
      this.counts[bucket] += n;
      this.count += n;
    }
  }

  get mean() {
    return this.count ? this.sum / this.count : undefined;
  }

  /** Interpolated inside its bucket; in the last one, which has no end, where it begins. */
  quantile(q) {
    if (!this.count) return undefined;
    let below = 0;
    for (let i = 0; i < this.counts.length; i++) {
      if (this.counts[i] > 0 && below + this.counts[i] >= q * this.count) {
        const from = i === 0 ? 0 : this.bounds[i - 1];
        const to = this.bounds[i] ?? from;
        return from + (to - from) * ((q * this.count - below) / this.counts[i]);
      }
      below += this.counts[i];
    }
    return undefined;
  }

  /** How many observations were above a bound that the histogram has. */
  above(bound) {
    let above = 0;
    this.counts.forEach((n, i) => (above += this.bounds[i] === null || this.bounds[i] > bound ? n : 0));
    return above;
  }
}

function matches(labels, wanted) {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

function histogram(sum, pairs) {
  const counts = new Map();
  for (let i = 0; i < pairs.length; i += 2) counts.set(pairs[i], pairs[i + 1]);
  return {sum, counts};
}

function sizeOf(amount) {
  return typeof amount === 'number' ? amount : [...amount.counts.values()].reduce((a, b) => a + b, 0);
}

/** By how much something has grown. A counter that is smaller than before began anew: all of it is new. */
function difference(now, before) {
  if (typeof now === 'number') return now >= before ? now - before : now;
  const counts = new Map();
  for (const [bucket, n] of now.counts) {
    const more = n - (before.counts.get(bucket) ?? 0);
    if (more < 0) return now;
    if (more > 0) counts.set(bucket, more);
  }
  return {sum: now.sum - before.sum, counts};
}

function add(amounts, series, amount) {
  const before = amounts.get(series);
  if (before === undefined) {
    // A copy: what is added later must not change the frame that it came from.
    amounts.set(series, typeof amount === 'number' ? amount : {sum: amount.sum, counts: new Map(amount.counts)});
  } else if (typeof amount === 'number') {
    amounts.set(series, before + amount);
  } else {
    before.sum += amount.sum;
    for (const [bucket, n] of amount.counts) before.counts.set(bucket, (before.counts.get(bucket) ?? 0) + n);
  }
}
