// The control room: health bar, ways between the pages, keys, and the page that the address names.

import { LitElement, html, nothing } from 'lit';
import './actions.js';
import { ask, session } from './api.js';
import { ahead, eachSecond, utc } from './clock.js';
import { healthBar, observes, verdict } from './health.js';
import { live, on } from './live.js';
import { plain } from './text.js';

/** Each has a module and an element of its name, and a key that follows g. The first is at the root. */
const PAGES = Object.entries({
	Headroom: 'h', Decisions: 'd', Plan: 'p', Rulebook: 'r', Releases: 'l', Budget: 'b', Incidents: 'i', Audit: 'a', Observe: 'o',
}).map(([name, key], i) => {
	const file = name.toLowerCase();
	return { at: i ? file : '', name, key, tag: `gov-${file}`, load: () => import(`./${file}.js`) };
});
/** What a daemon that only observes knows nothing of. */
const OF_DECIDING = ['rulebook', 'incidents'];
const SECOND_KEY_MS = 1500;
const KEYS_OFF = 'governor.keys.off';

/** Whether keys of one letter are off; a browser that keeps nothing forgets it. */
function keysOff(off) {
	try {
		if (off !== undefined) {
			off ? localStorage.setItem(KEYS_OFF, '1') : localStorage.removeItem(KEYS_OFF);
		}
		return Boolean(localStorage.getItem(KEYS_OFF));
	} catch {
		return false;
	}
}

/** What the address names: #/plan/p%2F1?entry=1-0. */
function route() {
	const [path, query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
	const [name, ...rest] = path.split('/');
	let last = rest.join('/');
	try {
		last = decodeURIComponent(last);
	} catch {
		// an id with a lone % is what it is
	}
	return { page: PAGES.find((p) => p.at === name), name, rest: last, query: new URLSearchParams(query) };
}

class Room extends LitElement {
	static properties = { overview: { state: true }, helping: { state: true } };

	#element = null;
	#shown = null;
	#wanted = 0;
	#waitingFor = 0;
	#spoken = '';

	constructor() {
		super();
		this.overview = null;
		this.replaceChildren();
	}

	createRenderRoot() {
		return this;
	}

	connectedCallback() {
		super.connectedCallback();
		addEventListener('hashchange', () => this.go());
		document.addEventListener('keydown', (event) => this.key(event));
		document.addEventListener('announce', (event) => this.speak(event.detail));
		on('overview', (overview) => this.take(overview));
		live.addEventListener('state', () => this.lookAround());
		live.addEventListener('gap', () => {
			if (this.#element?.className === 'failed') {
				this.go();
			}
		});
		session.addEventListener('session', () => this.requestUpdate());
		eachSecond(() => this.lookAround());
		session.look().catch(() => {});
		ask('/api/overview').then((overview) => this.overview ?? this.take(overview)).catch(() => {});
		live.start();
	}

	async firstUpdated() {
		await this.go();
		// the other pages, too, so that each can be opened and say what it knows while the daemon is away
		setTimeout(() => PAGES.forEach((page) => page.load().catch(() => {})), 1000);
	}

	take(overview) {
		this.overview = overview;
		const now = verdict(overview);
		if (this.#spoken && this.#spoken !== now.word) {
			this.speak(`${now.word}. ${now.why}`);
		}
		this.#spoken = now.word;
		this.name();
	}

	lookAround() {
		const state = live.state;
		if (document.documentElement.dataset.fresh !== state) {
			const before = document.documentElement.dataset.fresh;
			document.documentElement.dataset.fresh = state;
			if (state === 'live' && before && before !== 'connecting') {
				this.speak('Connected again.');
			} else if (before === 'live') {
				this.speak('The connection to the daemon is lost.');
			}
			this.name();
		}
		this.requestUpdate();
	}

	async go() {
		const to = route();
		const mine = ++this.#wanted;
		if (to.page) {
			try {
				await to.page.load();
			} catch {
				this.#put(document.createElement('p'), to);
				this.#element.className = 'failed';
				this.#element.textContent = 'This page could not be loaded: the daemon does not answer. It is loaded when the daemon is back.';
				return;
			}
		}
		if (mine !== this.#wanted) {
			return;
		}
		const first = this.#shown === null;
		const element = document.createElement(to.page?.tag ?? 'h1');
		if (!to.page) {
			element.textContent = 'There is no such page. Choose one above.';
		}
		element.rest = to.rest;
		element.query = to.query;
		this.#put(element, to);
		await element.updateComplete;
		scrollTo(0, 0);
		if (!first) {
			element.querySelector('h1')?.focus({ preventScroll: true });
		}
		this.name();
		this.requestUpdate();
	}

	#put(element, to) {
		this.#element = element;
		this.#shown = to;
		this.querySelector('main').replaceChildren(element);
	}

	name() {
		const page = this.#shown?.page?.name ?? 'The governor';
		const what = this.#shown?.rest ? `${page} ${plain(this.#shown.rest, 60)}` : page;
		const now = verdict(live.state === 'live' ? this.overview : null);
		const environment = plain(this.overview?.environment ?? '', 60);
		document.title = `${now.kind === 'bad' ? `${now.word} · ` : ''}${what} · ${environment ? `${environment} · ` : ''}governor`;
	}

	speak(text) {
		const region = this.querySelector('#spoken');
		if (region) {
			region.textContent = text;
		}
	}

	key(event) {
		if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) {
			return;
		}
		const in_ = event.target instanceof Element ? event.target : document.body;
		if (event.key === 'Escape' && in_.matches('[data-filter]')) {
			in_.blur();
			return;
		}
		if (in_.closest('dialog') || in_.matches('input, textarea, select') || document.querySelector('dialog[open]')) {
			return;
		}
		if (event.key === 'Enter') {
			if (in_.matches('[data-open]')) {
				location.hash = in_.dataset.open;
			}
			return;
		}
		if (keysOff()) {
			return;
		}
		if (this.#waitingFor && Date.now() < this.#waitingFor) {
			this.#waitingFor = 0;
			const page = this.#offered.find((p) => p.key === event.key);
			if (page) {
				location.hash = `/${page.at}`;
				event.preventDefault();
			}
			return;
		}
		const act = {
			g: () => (this.#waitingFor = Date.now() + SECOND_KEY_MS),
			'/': () => this.querySelector('[data-filter]')?.focus(),
			j: () => this.#step(1),
			k: () => this.#step(-1),
			p: () => this.querySelector('[data-pause]')?.click(),
			'?': () => this.#help(),
		}[event.key];
		if (act) {
			event.preventDefault();
			act();
		}
	}

	get #offered() {
		return observes(this.overview) ? PAGES.filter((p) => !OF_DECIDING.includes(p.at)) : PAGES;
	}

	#step(by) {
		const rows = [...this.querySelectorAll('main [data-row]')];
		const here = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
		const row = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))];
		row?.focus();
		row?.scrollIntoView({ block: 'nearest' });
	}

	#help() {
		this.querySelector('#help').showModal();
	}

	render() {
		const state = live.state;
		return html`
			<a class="skip" href="#main" @click=${(e) => { e.preventDefault(); this.querySelector('h1')?.focus(); }}>Skip to the page</a>
			<header>
				${healthBar(this.overview, state)}
				<nav aria-label="Pages">${this.#offered.map((page) => html`<a href="#/${page.at}" aria-current=${this.#shown?.page === page ? 'page' : nothing} title="g then ${page.key}">${page.name}</a>`)}
					<button class="quiet" @click=${() => this.#help()}>Keys <kbd>?</kbd></button></nav>
			</header>
			${this.#banner(state)}
			<main id="main"></main>
			<p id="spoken" class="aside" role="status" aria-live="polite"></p>
			<gov-action></gov-action>
			${this.#keys()}`;
	}

	#banner(state) {
		if (state === 'live') {
			return '';
		}
		const at = live.heardAt ? utc(live.heardAt + ahead()) : '';
		const since = at ? `Nothing heard from the daemon since ${at}.` : 'The daemon has not been heard yet.';
		const text = {
			connecting: 'Connecting to the daemon …',
			lost: `The connection to the daemon was lost at ${at}. Connecting again …`,
			stale: `${since} What you see may be out of date. Connecting again …`,
			dead: `${since} What is struck out is not known any more. See whether the daemon runs: governor status. This page goes on by itself when it is back.`,
		}[state];
		return html`<div class="banner ${state}"><i aria-hidden="true">${state === 'dead' ? '■' : '▲'}</i> ${text}</div>`;
	}

	#keys() {
		const off = keysOff();
		const row = (keys, what) => html`<div><dt>${keys.map((k) => html`<kbd>${k}</kbd> `)}</dt><dd>${what}</dd></div>`;
		return html`<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2>
			<dl class="keys">
				${row(['/'], 'to the filter; Esc leaves it')}
				${row(['j', 'k'], 'next row, previous row')}
				${row(['Enter'], 'open the row')}
				${row(['p'], 'pause what runs, and go on')}
				${this.#offered.map((page) => row(['g', page.key], page.name))}
				${row(['?'], 'this list')}
			</dl>
			<label class="check"><input type="checkbox" .checked=${!off} @change=${(e) => keysOff(!e.target.checked)}> Use keys of one letter</label>
			<form method="dialog" class="buttons"><button>Close</button></form></dialog>`;
	}
}

customElements.define('gov-room', Room);
