// Decisions: what happens now? The newest of the stream, or what a question finds.

import { download } from './csv.js';
import { COLUMNS, CSV_COLUMNS, QUESTIONS, classOf, gateOf, planHash } from './rows.js';
import { announce, ask, copy, count, failed, form, heading, html, live, loading, matches, moment, note, noTime, on, Page, path, plain, table, utc } from './page.js';

/** So many are kept; what is older goes, however long the page stays open. */
const KEPT = 500;
const SHOWN = 50;
/** Nobody reads faster, and a slow machine has other things to do. */
const DRAW_MS = 500;
const MOST_CHIPS = 12;
const RATE_SEC = 10;

const TABS = [
	['', 'All'],
	['permit', 'Permit'],
	['block', 'Block'],
	['would', 'Would block'],
	['error', 'Error'],
];
const ASKED = QUESTIONS.map(([name]) => name);

/** The newer first: an id is milliseconds, a dash, and a number among those of the same millisecond. */
const newer = (a, b) => parseFloat(b.id) - parseFloat(a.id) || b.id.slice(b.id.indexOf('-') + 1) - a.id.slice(a.id.indexOf('-') + 1) || 0;

class Newest {
	rows = [];
	#ids = new Set();

	add(rows) {
		const fresh = rows.filter((row) => typeof row?.id === 'string' && !this.#ids.has(row.id) && this.#ids.add(row.id));
		if (fresh.length === 0) {
			return;
		}
		this.rows = [...fresh, ...this.rows].sort(newer);
		this.rows.splice(KEPT).forEach((row) => this.#ids.delete(row.id));
	}
}

class Decisions extends Page {
	#newest = new Newest();
	#held = [];
	#missed = 0;
	#paused = false;
	#found = null;
	#shown = SHOWN;
	#frame = 0;
	#wait = 0;
	#drawnAt = 0;
	#arrived = [];
	#since = 0;
	#ask = {};
	#error = null;
	#loading = false;
	#cursor = '';
	#note = '';
	#wrong = '';
	#latest = 0;

	start() {
		this.#ask = { tab: '', reason: '', ...Object.fromEntries(ASKED.map((name) => [name, ''])) };
		for (const name of Object.keys(this.#ask)) {
			this.#ask[name] = this.query.get(name) ?? '';
		}
		this.until(on('decision', (rows) => this.#take(rows)));
		this.until(on('gap', () => this.#follows && this.#fetch()));
		this.until(() => {
			cancelAnimationFrame(this.#frame);
			clearTimeout(this.#wait);
		});
		this.#fetch();
	}

	get #follows() {
		return !this.#ask.until && !this.#found;
	}

	#take(rows) {
		if (!Array.isArray(rows)) {
			return;
		}
		const at = Date.now();
		this.#since ||= at;
		this.#arrived.push([at, rows.length]);
		while (this.#arrived.length && this.#arrived[0][0] < at - RATE_SEC * 1000) {
			this.#arrived.shift();
		}
		if (!this.#follows) {
			return;
		}
		this.#keep(rows.filter((row) => this.#belongs(row)));
		this.#draw();
	}

	#keep(rows) {
		if (this.#paused) {
			this.#held = [...this.#held, ...rows].slice(-KEPT);
			this.#missed += rows.length;
		} else {
			this.#newest.add(rows);
		}
	}

	updated() {
		this.#drawnAt = performance.now();
	}

	/** Batches are drawn together, in a frame, and not at all while nobody looks. */
	#draw() {
		if (this.#frame || this.#wait || document.hidden) {
			return;
		}
		this.#wait = setTimeout(() => {
			this.#wait = 0;
			this.#frame = requestAnimationFrame(() => {
				this.#frame = 0;
				this.requestUpdate();
			});
		}, Math.max(0, this.#drawnAt + DRAW_MS - performance.now()));
	}

	#belongs(row) {
		const a = this.#ask;
		return (!a.tab || classOf(row) === a.tab) && (!a.reason || row.reason === a.reason) && (!a.symbol || row.symbol === a.symbol) && (!a.gate || row.gate === a.gate || row.gateName === a.gate) && (!a.rulebook || row.version === a.rulebook || String(row.digest).startsWith(a.rulebook));
	}

	async #fetch(older = false) {
		const mine = ++this.#latest;
		const since = moment(this.#ask.since);
		const until = moment(this.#ask.until);
		this.#wrong = since === null ? 'since' : until === null ? 'until' : '';
		if (this.#wrong) {
			this.requestUpdate();
			return;
		}
		this.#loading = true;
		this.requestUpdate();
		try {
			const { tab, symbol, gate, rulebook, reason } = this.#ask;
			const decision = { permit: 'PERMIT', block: 'BLOCK' }[tab];
			const only = /would|error/.test(tab) ? tab : '';
			const answer = await ask(path('/api/decisions', { since, until, symbol, gate, rulebook, decision, only, reason, limit: KEPT, cursor: older ? this.#cursor : '' }));
			if (mine !== this.#latest) {
				return;
			}
			// some kinds can't be asked for, so what comes may hold others
			const rows = answer.rows.filter((row) => this.#belongs(row));
			if (older) {
				// a question about the past stands still: rows of now would push it out
				const before = this.#found ?? this.#newest.rows;
				this.#found = [...before, ...rows.filter((row) => !before.some((b) => b.id === row.id))].slice(-2 * KEPT);
				this.#shown = this.#found.length;
				announce(`${count(rows.length, 'older decision')} loaded.`);
			} else if (this.#paused && this.#newest.rows.length > 0) {
				this.#keep(rows.filter((row) => newer(row, this.#newest.rows[0]) < 0).reverse());
			} else {
				this.#newest.add(rows);
			}
			this.#cursor = answer.cursor ?? '';
			this.#note = answer.note ?? '';
			this.#error = null;
		} catch (e) {
			if (mine !== this.#latest) {
				return;
			}
			this.#error = e;
		}
		this.#loading = false;
		this.requestUpdate();
	}

	// ---- what is asked; words are looked for among what is here

	asked() {
		return { ...this.#ask, q: this.words };
	}

	#set(change) {
		Object.assign(this.#ask, change);
		this.remember(this.asked());
		this.#again();
	}

	#again() {
		this.#newest = new Newest();
		this.#held = [];
		this.#missed = 0;
		this.#found = null;
		this.#shown = SHOWN;
		this.#cursor = '';
		this.#fetch();
	}

	#pause(paused) {
		this.#paused = paused;
		if (!paused) {
			this.#newest.add(this.#held);
			this.#held = [];
			this.#missed = 0;
		}
		this.requestUpdate();
	}

	#live() {
		this.#paused = false;
		this.#set({ until: '' });
	}

	// The rows have no key, so they stay and their texts change: Lit 3.3.2 leaves a comment behind for each keyed row that goes.
	render() {
		const rows = this.#found ?? this.#newest.rows;
		const worded = this.chosen(rows, (r) => `${r.plan} ${r.symbol} ${r.reason} ${gateOf(r)} ${r.version}`);
		const reasons = tally(worded.map((r) => r.reason).filter(Boolean));
		const reasoned = this.#ask.reason ? worded.filter((r) => r.reason === this.#ask.reason) : worded;
		const classes = tally(reasoned.map(classOf));
		const shown = this.#ask.tab ? reasoned.filter((r) => classOf(r) === this.#ask.tab) : reasoned;
		return html`
			${heading('Decisions', 'What happens now?', html`
				${this.filterBox('Filter plan, symbol or reason')}
				${this.#follows
					? html`<button data-pause aria-pressed=${this.#paused} @click=${() => this.#pause(!this.#paused)}>${this.#paused ? '▶ Go on' : '❚❚ Pause'}</button>`
					: html`<button data-pause @click=${() => this.#live()}>▶ Back to now</button>`}
				<button @click=${() => download('decisions', CSV_COLUMNS, shown)}>CSV</button>
				<button @click=${(e) => copy(location.href, e.currentTarget)}>Copy link</button>`)}
			<div class="bar-of-filters">
				<div class="tabs" role="group" aria-label="Decisions of one kind">${TABS.map(([tab, name]) => html`<button aria-pressed=${this.#ask.tab === tab} @click=${() => this.#set({ tab })}>${name}${this.#counts(tab) ? html` <span class="n">${tab ? classes.get(tab) ?? 0 : reasoned.length}</span>` : ''}</button>`)}</div>
				<span class="space"></span>
				<p class="rate soft">${this.#rate()}</p>
			</div>
			${this.#chips(reasons)}
			${this.#questions()}
			${this.#error ? failed('Could not load decisions.', this.#error, html`<button @click=${() => this.#fetch()}>Retry</button>`) : ''}
			${note(this.#note)}
			${this.#missed ? html`<p class="note">Paused: <b>${count(this.#missed, 'decision')}</b> since.${this.#missed > KEPT ? ` The newest ${KEPT} will be shown.` : ''} <button class="small" @click=${() => this.#pause(false)}>Show</button></p>` : ''}
			<div class="fed" @focusin=${(e) => { if (e.target.matches('[data-row]') && this.#follows && !this.#paused) { this.#pause(true); announce('Paused. p goes on.'); } }}>
			${rows.length === 0 && this.#loading
				? loading('Loading decisions')
				: rows.length === 0 && this.#error
					? ''
					: table('Decisions, the newest first', shown.slice(0, this.#shown), COLUMNS, { cls: 'decisions', rowCls: classOf, open: planHash, empty: this.#empty(rows) })}</div>
			<p class="foot">
				${shown.length > this.#shown ? html`<button @click=${() => { this.#shown = shown.length; this.requestUpdate(); }}>Show all ${shown.length}</button>` : ''}
				${this.#cursor ? html`<button ?disabled=${this.#loading} @click=${() => this.#fetch(true)}>Older</button>` : ''}
				<span class="soft">${Math.min(shown.length, this.#shown)} shown of ${rows.length} kept here${this.#found ? '; this list stands still' : `, at most ${KEPT}`}.</span>
			</p>`;
	}

	/** While one kind is asked for, nothing is known of how many there are of the others. */
	#counts(tab) {
		return !this.#ask.tab || this.#ask.tab === tab;
	}

	#rate() {
		const n = this.#arrived.reduce((sum, [, rows]) => sum + rows, 0);
		if (live.state !== 'live') {
			return 'not connected';
		}
		const seconds = Math.min(RATE_SEC, Math.max(1, (Date.now() - this.#since) / 1000));
		return !this.#follows ? 'stands still' : n === 0 ? `no plan in the last ${RATE_SEC} s` : `${(n / seconds).toFixed(n < 100 ? 1 : 0)} a second`;
	}

	#chips(reasons) {
		const top = [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_CHIPS);
		const chosen = this.#ask.reason;
		if (chosen && !top.some(([reason]) => reason === chosen)) {
			top.unshift([chosen, 0]);
		}
		return top.length === 0 ? '' : html`<div class="chips" role="group" aria-label="Decisions with one reason">${top
			.sort((a, b) => (a[0] < b[0] ? -1 : 1))
			.map(([reason, n]) => html`<button aria-pressed=${reason === chosen} title=${plain(reason, 300)} @click=${() => this.#set({ reason: reason === chosen ? '' : reason })}><bdi>${plain(reason, 40)}</bdi> <span class="n">${n}</span></button>`)}</div>`;
	}

	#questions() {
		const asked = ASKED.filter((name) => this.#ask[name]);
		const input = ([name, label, hint]) => html`<label>${label}<input name=${name} .value=${this.#ask[name]} placeholder=${hint} aria-invalid=${this.#wrong === name} @change=${(e) => this.#set({ [name]: e.target.value.trim() })}></label>`;
		return html`<details class="questions" ?open=${asked.length > 0}><summary>${asked.length ? html`Only ${asked.map((name, i) => html`${i ? ', ' : ''}${name} <bdi>${plain(this.#ask[name], 40)}</bdi>`)}` : 'Narrow down'}</summary>
			${form(() => {}, html`
				${QUESTIONS.map(input)}
				<button type="button" @click=${() => this.#set(Object.fromEntries(ASKED.map((n) => [n, ''])))} ?disabled=${asked.length === 0}>Clear</button>`)}
			${this.#wrong ? noTime(this.#ask[this.#wrong]) : ''}</details>`;
	}

	#empty(rows) {
		if (rows.length > 0) {
			return 'None of the decisions kept here matches. Clear a filter, or look for older ones.';
		}
		if (Object.values(this.#ask).some(Boolean)) {
			return 'No decision matches.';
		}
		return html`No plan is on record, and none came since ${utc(performance.timeOrigin)}, when this page was opened. Decisions appear here as plans are decided.`;
	}
}

function tally(values) {
	const counts = new Map();
	values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
	return counts;
}

customElements.define('gov-decisions', Decisions);
