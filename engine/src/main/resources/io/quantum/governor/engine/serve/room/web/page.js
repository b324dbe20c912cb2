// What all pages share: they draw themselves in the document, once a second anew, and fetch what they show.

import { LitElement, html, nothing } from 'lit';
import { signIn } from './actions.js';
import { ask, session } from './api.js';
import { eachSecond, now, utc } from './clock.js';
import { on } from './live.js';
import { plain, say } from './text.js';

/** Says what happened to who can't see it; never the stream's rows. */
export const announce = (text) => document.dispatchEvent(new CustomEvent('announce', { detail: text }));

/** What did not work, why, and how to try again. */
export const failed = (what, error, again) => html`<div class="failed"><p><b>${what}</b></p><p>${say(error.message, 600)}</p>${again}</div>`;

/** What is wrong with a time that a person typed. */
export const noTime = (text) => html`<p class="wrong">“${plain(text).slice(0, 40)}” is no time. Write 30m, 2h or 7d for so long ago, 10:31 for today, or 2026-01-28T10:31, all UTC.</p>`;

/** Something that is fetched: loading, failed, or here, and then perhaps not up to date. */
export class Fetched {
  data = null;
  error = null;
  loading = false;
  at = 0;
  #latest = 0;

  /**
   * @param where the path to ask, as a function; null for nothing to ask yet
   * @param lasting whether what it tells stays true: it is not struck out while the daemon is away
   */
  constructor(page, where, lasting = false) {
    this.page = page;
    this.where = where;
    this.lasting = lasting;
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
      this.at = now();
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
      return html`${this.error ? html`<p class="note bad"><b>Not up to date since ${utc(this.at)}.</b> ${say(this.error.message)} ${this.retry()}</p>` : nothing}<div class=${this.lasting ? 'kept' : 'fed'}>${draw(this.data)}</div>`;
    }
    if (this.error) {
      return failed(`Could not load ${what}.`, this.error, this.retry());
    }
    return this.loading ? html`<p class="loading"><i aria-hidden="true"></i>Loading ${what} …</p>` : nothing;
  }

  retry() {
    return html`${this.error?.status === 401 ? html`<button class="main" @click=${signIn}>Sign in</button> ` : nothing}<button ?disabled=${this.loading} @click=${() => this.load()}>Retry</button>`;
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
    const signedIn = () => fetched.error?.status === 401 && fetched.load();
    session.addEventListener('session', signedIn);
    this.until(() => session.removeEventListener('session', signedIn));
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
