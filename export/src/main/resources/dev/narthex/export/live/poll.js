// SPDX-License-Identifier: Apache-2.0
// Asks the server once a second for what has changed, while somebody watches: a page that is hidden or paused asks nothing.

const EVERY_MILLIS = 1000;
const PATIENCE_MILLIS = 5000;

export class Poll {
  #address;
  #heard;
  #lost;
  #cursor = '';
  #timer = null;
  #asking = false;
  #paused = false;

  /** Calls one function with every answer, and the other with the reason when there is none. */
  constructor(address, heard, lost) {
    this.#address = address;
    this.#heard = heard;
    this.#lost = lost;
    document.addEventListener('visibilitychange', () => this.#now());
  }

  start() {
    this.#now();
  }

  pause(isPaused) {
    this.#paused = isPaused;
    this.#now();
  }

  get #isWatched() {
    return !document.hidden && !this.#paused;
  }

  #now() {
    clearTimeout(this.#timer);
    if (this.#isWatched && !this.#asking) this.#ask();
  }

  async #ask() {
    this.#asking = true;
    try {
      const answer = await this.#fetch();
      this.#cursor = answer.cursor;
      this.#heard(answer);
    } catch (reason) {
      this.#lost(reason);
    } finally {
      this.#asking = false;
    }
    clearTimeout(this.#timer);
    if (this.#isWatched) this.#timer = setTimeout(() => this.#now(), EVERY_MILLIS);
  }

  async #fetch() {
    const response = await fetch(this.#address + '?since=' + encodeURIComponent(this.#cursor), {
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (!response.ok) {
      throw new Refusal(response.status);
    }
    return response.json();
  }
}

/** The server answered, and not with the data. */
export class Refusal extends Error {
  constructor(status) {
    super('status ' + status);
    this.status = status;
  }
}
