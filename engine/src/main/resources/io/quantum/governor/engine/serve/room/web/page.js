// What all pages share: they draw themselves in the document, once a second anew, and fetch what they show.

import { LitElement, html } from 'lit';
import { signIn } from './actions.js';
import { ask, path, session } from './api.js';
import { eachSecond, now, utc } from './clock.js';
import { live } from './live.js';
import { matches, plain, say } from './text.js';

export { html } from 'lit';
export * from './api.js';
export * from './clock.js';
export * from './live.js';
export * from './text.js';

/** Says what happened to who can't see it; never the stream's rows. */
export const announce = (text) => document.dispatchEvent(new CustomEvent('announce', { detail: text }));

/** What did not work, why, and how to try again. */
export const failed = (what, error, again) => html`<div class="failed"><p><b>${what}</b></p><p>${say(error.message, 600)}</p>${again}</div>`;

/** What is wrong with a time that a person typed. */
export const noTime = (text) => html`<p class="wrong">“${plain(text, 40)}” is no time. Write 30m, 2h or 7d for so long ago, 10:31 for today, or 2026-01-28T10:31, all UTC.</p>`;

export const loading = (what) => html`<p class="loading"><i aria-hidden="true"></i>${what} …</p>`;

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
		const from = this.where();
		const mine = ++this.#latest;
		this.loading = Boolean(from);
		this.page.requestUpdate();
		if (!from) {
			this.clear();
			return;
		}
		let error = null;
		const data = await ask(from).catch((e) => {
			error = e;
		});
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

	clear() {
		this.data = this.error = null;
	}

	show(draw, what = 'this') {
		if (this.data) {
			return html`${this.error ? html`<p class="note bad"><b>Not up to date since ${utc(this.at)}.</b> ${say(this.error.message)} ${this.retry()}</p>` : ''}<div class=${this.lasting ? 'kept' : 'fed'}>${draw(this.data)}</div>`;
		}
		if (this.error) {
			return failed(`Could not load ${what}.`, this.error, this.retry());
		}
		return this.loading ? loading(`Loading ${what}`) : '';
	}

	retry() {
		return html`${this.error?.status === 401 ? html`<button class="main" @click=${signIn}>Sign in</button> ` : ''}<button ?disabled=${this.loading} @click=${() => this.load()}>Retry</button>`;
	}
}

/** A page. Its first heading takes the focus when somebody goes there. */
export class Page extends LitElement {
	static properties = { rest: { attribute: false }, query: { attribute: false } };

	words = '';
	#stops = [];

	createRenderRoot() {
		return this;
	}

	connectedCallback() {
		super.connectedCallback();
		this.words = this.query?.get('q') ?? '';
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

	hear(target, event, listener) {
		target.addEventListener(event, listener);
		this.until(() => target.removeEventListener(event, listener));
	}

	/** Fetches now, every so many seconds while somebody looks, and after an action or when the stream was away. */
	keep(where, everySec, lasting) {
		const fetched = new Fetched(this, where, lasting);
		fetched.load();
		this.hear(live, 'gap', () => fetched.load());
		this.hear(document, 'acted', () => fetched.load());
		this.hear(session, 'session', () => fetched.error?.status === 401 && fetched.load());
		if (everySec) {
			const timer = setInterval(() => {
				if (!document.hidden && !fetched.loading) {
					fetched.load();
				}
			}, everySec * 1000);
			this.until(() => clearInterval(timer));
		}
		return fetched;
	}

	/** A box for the words to filter by, which the key / goes to; what they narrow down stays in the address. */
	filterBox(label) {
		return html`<label class="filter"><span class="aside">${label}</span><input type="search" data-filter placeholder="${label}  ( / )" autocomplete="off" .value=${this.words} @input=${(e) => this.filter(e.target.value)}></label>`;
	}

	filter(words) {
		this.words = words;
		this.remember(this.asked());
		this.requestUpdate();
	}

	asked() {
		return { q: this.words };
	}

	chosen(rows, text) {
		return rows.filter((row) => matches(text(row), this.words));
	}

	/** Writes the page's state into its address, so that it can be sent to somebody. */
	remember(parameters) {
		history.replaceState(null, '', path(location.hash.split('?')[0] || '#/', parameters));
	}
}

export const heading = (title, question, tools = '') => html`<div class="head"><div><h1 tabindex="-1">${title}</h1><p class="soft">${question}</p></div><div class="tools">${tools}</div></div>`;

/** A form whose fields are handed over when it is sent. */
export const form = (sent, fields, cls = '') => html`<form class="fields ${cls}" autocomplete="off" @submit=${(e) => { e.preventDefault(); sent(e.target.elements, e.target); }}>${fields}</form>`;
