// SPDX-License-Identifier: Apache-2.0
import {Detail} from './detail.js';
import {byId, setText} from './elements.js';
import {Findings} from './findings.js';
import {age} from './numbers.js';
import {about, Panels, Tiles} from './panels.js';
import {Poll, Refusal} from './poll.js';
import {Requests, viewRows} from './requests.js';
import {Store} from './store.js';

const MINUTE = 60;
const THEME = 'narthex-live-theme';

const store = new Store();
const detail = new Detail();
const open = view => detail.open(view, store.window(length));
const requests = new Requests(open, () => choose(0));
const findings = new Findings(open);
const tiles = new Tiles();
const panels = new Panels();
let length = Number(document.querySelector('input[name=window]:checked').value);
let heardAt = null;

function show() {
  const window = store.window(length);
  const rows = viewRows(window);
  tiles.update(store, window, rows);
  requests.update(window, rows);
  panels.update(store, window);
  const minute = store.window(MINUTE);
  findings.update(store, minute, minute.isSinceStart ? [] : viewRows(minute));
  detail.update(window);
  setText(byId('about'), about(store));
}

function choose(seconds) {
  length = seconds;
  document.querySelector(`input[name=window][value="${seconds}"]`).checked = true;
  show();
}

function state(name, text) {
  byId('status').dataset.state = name;
  setText(byId('state'), text);
}

function heard(answer) {
  heardAt = performance.now();
  store.take(answer, heardAt);
  byId('gone').hidden = true;
  document.body.classList.remove('is-gone');
  state('live', 'live');
  show();
}

function lost(reason) {
  const refused = reason instanceof Refusal && (reason.status === 401 || reason.status === 403);
  const ago = heardAt === null ? '' : ` Last heard of ${age((performance.now() - heardAt) / 1000)} ago.`;
  const text = refused
    ? 'The application asks who you are. Load this page again to sign in.'
    : `The application does not answer${reason instanceof Refusal ? ` as it should (${reason.message})` : ''}.${ago} Asked again every second.`;
  const banner = byId('gone');
  banner.hidden = false;
  document.body.classList.add('is-gone');
  setText(banner, text);
  findings.forget();
  state('gone', refused ? 'signed out' : 'gone');
}

const poll = new Poll('live/data', heard, lost);

byId('windows').addEventListener('change', event => choose(Number(event.target.value)));
byId('pause').addEventListener('click', () => {
  const paused = byId('pause').getAttribute('aria-pressed') !== 'true';
  byId('pause').setAttribute('aria-pressed', String(paused));
  setText(byId('pause'), paused ? 'Go on' : 'Pause');
  if (paused) state('paused', 'paused');
  poll.pause(paused);
});

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (document.documentElement.dataset.theme ?? (prefersDark.matches ? 'dark' : 'light')) === 'dark';

function recolour() {
  byId('theme').setAttribute('aria-pressed', String(isDark()));
  requests.redraw();
  panels.redraw();
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  recolour();
}

byId('theme').addEventListener('click', () => {
  const name = isDark() ? 'light' : 'dark';
  theme(name);
  try {
    localStorage.setItem(THEME, name);
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
});
prefersDark.addEventListener('change', recolour);
let chosen = null;
try {
  chosen = localStorage.getItem(THEME);
} catch {
  // As above.
}
if (chosen === 'dark' || chosen === 'light') theme(chosen);
else recolour();
byId('metrics').href = location.pathname.replace(/\/live$/, '');
poll.start();
