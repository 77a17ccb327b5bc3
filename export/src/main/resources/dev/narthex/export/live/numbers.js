// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them. What is not known is a dash.

export const UNKNOWN = '–';

const known = number => number !== undefined && number !== null && Number.isFinite(number);

function significant(number, digits) {
  const places = number === 0 ? 0 : digits - 1 - Math.floor(Math.log10(Math.abs(number)));
  return number.toFixed(Math.max(0, Math.min(places, 3)));
}

export function count(number) {
  if (!known(number)) return UNKNOWN;
  if (number < 10_000) return Math.round(number).toLocaleString('en');
  const [scale, letter] = number < 1e6 ? [1e3, 'k'] : number < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return significant(number / scale, 3) + ' ' + letter;
}

/** Events per second, or an average: as many digits as matter. */
export function rate(number) {
  if (!known(number)) return UNKNOWN;
  if (number === 0) return '0';
  if (number < 0.01) return '<0.01';
  return number >= 1000 ? count(number) : significant(number, 2);
}

export function seconds(number) {
  if (!known(number)) return UNKNOWN;
  if (number === 0) return '0 ms';
  if (number < 0.001) return significant(number * 1e6, 2) + ' µs';
  if (number < 1) return significant(number * 1e3, 2) + ' ms';
  return number < 100 ? significant(number, 2) + ' s' : age(number);
}

export function bytes(number) {
  if (!known(number)) return UNKNOWN;
  if (number < 1000) return Math.round(number) + ' B';
  const [scale, unit] = number < 1e6 ? [1e3, 'kB'] : number < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return significant(number / scale, 3) + ' ' + unit;
}

export function percent(share) {
  if (!known(share)) return UNKNOWN;
  const number = share * 100;
  if (number > 0 && number < 0.1) return '<0.1 %';
  if (number < 100 && number > 99.9) return '>99.9 %';
  return (Number.isInteger(number) ? number : number.toFixed(number < 10 || number > 90 ? 1 : 0)) + ' %';
}

/** How long ago, or how long: in the two largest units. */
export function age(number) {
  if (!known(number)) return UNKNOWN;
  const whole = Math.round(number);
  if (whole < 60) return whole + ' s';
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return minutes + ' min';
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + ' h ' + (minutes % 60) + ' min' : Math.floor(hours / 24) + ' d ' + (hours % 24) + ' h';
}
