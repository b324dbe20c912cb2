// What all pages share: they draw themselves in the document, once a second anew, and fetch what they show.

import { LitElement, html, nothing } from 'lit';
import { ask } from './api.js';
import { eachSecond, utc } from './clock.js';
import { on } from './live.js';
import { say } from './text.js';

/** Tells people who can't see the page what happened; never used for the rows of the stream. */
export const announce = (text) => document.dispatchEvent(new CustomEvent('announce', { detail: text }));

/** Something that is fetched: loading, failed, or here, and then perhaps not up to date. */
export class Fetched {
  data = null;
  error = null;
  loading = false;
  at = 0;
  #latest = 0;

  /** @param where the path to ask, as a function; null for nothing to ask yet */
  constructor(page, where) {
    this.page = page;
    this.where = where;
  }

  async load() {
    const path = this.where();
    const mine = ++this.#latest;
    if (!path) {
      this.data = this.error = null;
      this.loading = false;
      this.page.requestUpdate();
      return;
    }
    this.loading = true;
    this.page.requestUpdate();
    let data = null;
    let error = null;
    try {
      data = await ask(path);
    } catch (e) {
      error = e;
    }
    if (mine !== this.#latest) {
      return;
    }
    this.loading = false;
    this.error = error;
    if (data) {
      this.data = data;
      this.at = Date.now();
    }
    this.page.requestUpdate();
  }

  /** Forgets what another question brought. */
  clear() {
    this.data = this.error = null;
  }

  /** Draws what is here, or why it isn't. */
  show(draw, what = 'this') {
    if (this.data) {
      return html`${this.error ? html`<p class="note bad"><b>Not up to date since ${utc(this.at)}.</b> ${say(this.error.message)} ${this.retry()}</p>` : nothing}${draw(this.data)}`;
    }
    if (this.error) {
      return html`<div class="failed"><p><b>Could not load ${what}.</b></p><p>${say(this.error.message, 600)}</p>${this.retry()}</div>`;
    }
    return this.loading ? html`<p class="loading"><i aria-hidden="true"></i>Loading ${what} …</p>` : nothing;
  }

  retry() {
    return html`<button type="button" ?disabled=${this.loading} @click=${() => this.load()}>Retry</button>`;
  }
}

/** A page. Its first heading takes the focus when somebody goes there. */
export class Page extends LitElement {
  static properties = { rest: { attribute: false }, query: { attribute: false } };

  #stops = [];

  constructor() {
    super();
    this.rest = '';
    this.query = new URLSearchParams();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.until(eachSecond(() => this.requestUpdate()));
    this.start?.();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stops.forEach((stop) => stop());
    this.#stops = [];
  }

  /** Keeps how to stop something until the page is left. */
  until(stop) {
    this.#stops.push(stop);
  }

  /** Loads now, every so many seconds while somebody looks, and after the stream was away. */
  keep(fetched, everySec) {
    fetched.load();
    this.until(on('gap', () => fetched.load()));
    if (everySec) {
      const timer = setInterval(() => {
        if (!document.hidden && !fetched.loading) {
          fetched.load();
        }
      }, everySec * 1000);
      this.until(() => clearInterval(timer));
    }
  }

  /** Writes the page's state into its address, so that it can be sent to somebody. */
  remember(parameters) {
    const query = new URLSearchParams();
    Object.entries(parameters).forEach(([name, value]) => value && query.set(name, value));
    const text = query.toString();
    const hash = location.hash.split('?')[0] || '#/';
    history.replaceState(null, '', text ? `${hash}?${text}` : hash);
  }
}

/** The heading of a page: the question that it answers. */
export const heading = (title, question, tools = nothing) => html`<div class="head"><div><h1 tabindex="-1">${title}</h1><p class="soft">${question}</p></div><div class="tools">${tools}</div></div>`;

/** A box to filter by, which the key / goes to. */
export const filterBox = (label, value, changed) =>
  html`<label class="filter"><span class="aside">${label}</span><input type="search" data-filter placeholder="${label}  ( / )" autocomplete="off" spellcheck="false" .value=${value} @input=${(e) => changed(e.target.value)}></label>`;
