// Audit: prove it. Search, statistics, the head of the chain, and the rulebooks on record.

import './jobs.js';
import { download } from './csv.js';
import { COLUMNS, CSV_COLUMNS, QUESTIONS, classOf, planHash } from './rows.js';
import { announce, ask, bar, copy, count, failed, figure, form, heading, html, loading, moment, note, noTime, number, numbers, Page, path, plain, release, say, section, share, soft, table, time, unknown } from './page.js';

const FIELDS = [['q', 'Words', 'plan or reason'], ['reason', 'Reason', 'hourly_limit_exceeded'], ...QUESTIONS];
const DECISIONS = ['PERMIT', 'BLOCK', 'SKIP', 'DUPLICATE', 'DEAD_LETTER'];
const FIRST = 25;
const PAGE = 100;
const MOST_KEPT = 5000;
const AGAIN_SEC = 10;
const MOST_BARS = 10;

class Audit extends Page {
	#asked = {};
	#rows = null;
	#cursor = '';
	#note = '';
	#busy = false;
	#error = null;
	#wrong = '';

	start() {
		for (const name of [...FIELDS.map(([f]) => f), 'decision', 'kind']) {
			this.#asked[name] = this.query.get(name) ?? '';
		}
		this.head = this.keep(() => '/api/audit/head', AGAIN_SEC, true);
		this.stats = this.keep(() => path('/api/audit/stats', { since: moment(this.#asked.since) || moment('1d'), until: moment(this.#asked.until) }), 0, true);
		this.books = this.keep(() => '/api/audit/rulebooks', 0, true);
		this.#search();
	}

	#submit(fields) {
		for (const name of Object.keys(this.#asked)) {
			this.#asked[name] = fields[name]?.value.trim() ?? this.#asked[name];
		}
		this.remember(this.#asked);
		this.#search();
		if (!this.#wrong) {
			this.stats.load();
		}
	}

	async #search(older = false) {
		const since = moment(this.#asked.since);
		const until = moment(this.#asked.until);
		this.#wrong = since === null ? this.#asked.since : until === null ? this.#asked.until : '';
		if (this.#wrong) {
			this.requestUpdate();
			return;
		}
		this.#busy = true;
		this.#error = null;
		if (!older) {
			this.#rows = null;
		}
		this.requestUpdate();
		try {
			const answer = await ask(path('/api/audit/search', { ...this.#asked, since, until, limit: older ? PAGE : FIRST, cursor: older ? this.#cursor : '' }));
			this.#rows = [...(older ? this.#rows ?? [] : []), ...answer.rows].slice(-MOST_KEPT);
			this.#cursor = answer.cursor ?? '';
			this.#note = answer.note ?? '';
			announce(`${count(answer.rows.length, 'record')} found.`);
		} catch (error) {
			this.#error = error;
		}
		this.#busy = false;
		this.requestUpdate();
	}

	render() {
		return html`${heading('Audit', 'Prove it.', html`<button ?disabled=${!this.#rows?.length} @click=${() => download('audit', ['sequence', ...CSV_COLUMNS], this.#rows)}>CSV</button><button @click=${(e) => copy(location.href, e.currentTarget)}>Copy link</button>`)}
			${this.head.show((h) => head(h), 'the head of the chain')}
			<section><h2>Search</h2>${this.#form()}${this.#found()}</section>
			<section><h2>Statistics</h2><p class="soft">${this.#asked.since || this.#asked.until ? 'Of the time that is searched.' : 'Of the last 24 hours.'}</p>${this.stats.show((s) => statistics(s), 'the statistics')}</section>
			${section('Rulebooks on record', this.books.show((b) => table('Rulebooks on record, the newest first', b.rows, [
				['Time', (r) => time(r.at)],
				['Version', release],
				['From', 'from'],
				['Daemon', 'governor'],
			], { empty: 'No rulebook is on record.' }), 'the rulebooks on record'))}`;
	}

	#form() {
		const a = this.#asked;
		return html`${form((fields) => this.#submit(fields), html`
			${FIELDS.map(([name, label, hint]) => html`<label>${label}<input name=${name} .value=${a[name]} placeholder=${hint} ?data-filter=${name === 'q'}></label>`)}
			<label>Decision<select name="decision"><option value="">any</option>${DECISIONS.map((d) => html`<option ?selected=${a.decision === d}>${d}</option>`)}</select></label>
			<button class="main" ?disabled=${this.#busy}>${this.#busy ? 'Searching …' : 'Search'}</button>`)}
			${this.#wrong ? noTime(this.#wrong) : ''}`;
	}

	#found() {
		if (this.#error) {
			return html`<div class="gap">${failed('Could not search the audit.', this.#error, html`<button @click=${() => this.#search()}>Retry</button>`)}</div>`;
		}
		if (!this.#rows) {
			return this.#busy ? loading('Searching the audit') : '';
		}
		return html`${note(this.#note)}
			<div class="gap">${table('Records, the newest first', this.#rows, [['Number', (r) => (r.sequence ? figure(r.sequence) : html`<span class="soft" title="not archived yet">–</span>`), 'num seq'], ...COLUMNS], { cls: 'decisions audit', key: (r) => r.id ?? r.sequence, rowCls: classOf, open: planHash, empty: 'No record matches.' })}</div>
			<p class="foot">${this.#cursor ? html`<button ?disabled=${this.#busy} @click=${() => this.#search(true)}>Older</button>` : ''}<span class="soft">${count(this.#rows.length, 'record')}${this.#cursor ? ', and there are more' : ''}. – as a number: not archived yet.</span></p>`;
	}
}

function head(h) {
	return html`<section class="sentence ${h.sequence ? '' : 'off'}">
		${h.sequence ? html`<p class="words">The chain ends at record <b>${number(h.sequence)}</b>.</p><p class="hash"><bdi class="mono">${plain(h.hash)}</bdi> <button class="small" @click=${(e) => copy(plain(h.hash), e.currentTarget)}>Copy</button></p>` : html`<p class="words">The archive holds no record yet.</p>`}
		${h.archive ? html`<p class="soft">Archive: ${say(h.archive)}</p>` : ''}
		<p class="soft gap">Keep the head where nobody can alter it.</p><gov-jobs data-kinds="verify"></gov-jobs></section>`;
}

function statistics(s) {
	if (!s.decisions) {
		return html`<p class="empty">${s.decisions === 0 ? 'No decision in this time.' : unknown(s.note ?? '')}</p>`;
	}
	return html`<p><b class="big">${number(s.decisions)}</b> decisions</p>
		<div class="stats">
			${group('By decision', s.byDecision)}${group('By reason', s.byReason)}${group('By gate', s.byGate)}${group('By symbol', s.bySymbol)}
			${hours(s.byHour ?? [])}</div>`;
}

function group(title, rows = []) {
	const most = Math.max(1, ...rows.map((r) => r.decisions));
	return html`<div><h3>${title}</h3>${table(title, rows.slice(0, MOST_BARS), [
		['Name', (r) => html`<bdi class="line" title=${plain(r.name, 500)}>${plain(r.name, 200) || 'none'}</bdi>`],
		['Share', (r) => bar(r.decisions / most, 'ok plain'), 'share'],
		numbers('Decisions', 'decisions'),
		numbers('Blocked', 'blocked'),
	], { cls: 'tally', empty: 'None.' })}${rows.length > MOST_BARS ? html`<p class="soft">and ${count(rows.length - MOST_BARS, 'more', 'more')}</p>` : ''}</div>`;
}

/** Columns by hour; an hour of which nothing is said is drawn as unknown, not as none. */
function hours(rows) {
	if (rows.length === 0) {
		return '';
	}
	const most = Math.max(1, ...rows.map((r) => r.decisions));
	const filled = [];
	rows.forEach((r, i) => {
		const at = Date.parse(r.name);
		const before = i ? Date.parse(rows[i - 1].name) : NaN;
		for (let gap = before + 36e5; gap < at && filled.length < 1000; gap += 36e5) {
			filled.push({ name: new Date(gap).toISOString(), gap: true });
		}
		filled.push(r);
	});
	return html`<div class="hours"><h3>By hour, UTC</h3>
		<div class="columns" aria-hidden="true">${filled.slice(-168).map((r) => html`<span class="column ${r.gap ? 'unknown' : ''}" title="${plain(r.name, 16)}: ${r.gap ? 'nothing on record' : `${r.decisions} decisions, ${r.blocked} blocked`}" ${share(r.gap ? 1 : r.decisions / most)}>${r.gap ? '' : html`<span ${share(r.decisions ? r.blocked / r.decisions : 0)}></span>`}</span>`)}</div>
		<p class="soft"><span class="swatch" aria-hidden="true"></span> decisions <span class="swatch dark" aria-hidden="true"></span> of them blocked <span class="swatch unknown" aria-hidden="true"></span> nothing on record</p>
		<details><summary>The same as a table</summary>${table('Decisions by hour', rows, [['Hour', 'name'], numbers('Decisions', 'decisions'), numbers('Blocked', 'blocked')])}</details></div>`;
}

customElements.define('gov-audit', Audit);
