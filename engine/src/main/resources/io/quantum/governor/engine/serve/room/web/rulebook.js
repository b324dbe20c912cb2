// The rulebook: which limits are there, where do they come from, and are they alive?

import './jobs.js';
import { count, digest, facts, figure, form, heading, html, line, Page, path, percent, plain, say, section, sign, soft, table, time, unknown } from './page.js';

const AGAIN_SEC = 15;

class Rulebook extends Page {
	#plans = '';
	#file = '';

	start() {
		this.#plans = this.query.get('for') ?? '';
		this.#file = this.query.get('file') ?? '';
		this.gates = this.keep(() => path('/api/gates', { for: this.#plans }), AGAIN_SEC);
		this.book = this.keep(() => '/api/rulebook', AGAIN_SEC * 4);
		this.text = this.keep(() => this.#file && path('/api/rulebook/file', { path: this.#file }), 0, true);
	}

	asked() {
		return { q: this.words, for: this.#plans, file: this.#file };
	}

	#ask(fields) {
		this.#plans = fields.plans.value.trim();
		this.remember(this.asked());
		this.gates.clear();
		this.gates.load();
	}

	async #read(file) {
		this.#file = file;
		this.remember(this.asked());
		this.text.clear();
		await this.text.load();
		await this.updateComplete;
		const title = this.querySelector('#file');
		title?.scrollIntoView({ block: 'start' });
		title?.focus({ preventScroll: true });
	}

	render() {
		return html`${heading('Rulebook', 'Which limits are there, and are they alive?', this.filterBox('Filter gate, limit or owner'))}
			${this.book.show((b) => facts([['Rulebook', html`${say(b.name)} <b>${say(b.version)}</b>`], ['Digest', digest(b.digest)], ['Files', count(b.files?.length ?? 0, 'file')], ['Coverage', covered(b.coverage)]]), 'the rulebook')}
			${form((fields) => this.#ask(fields), html`<label>Limits as they are for plans of<input class="broad" name="plans" .value=${this.#plans} placeholder="symbol=BTCUSDT,strategy=scalper"></label><button>Show</button>`)}
			${this.gates.show((g) => this.#gates(g), 'the gates')}
			<section><h2>Coverage</h2><gov-jobs data-kinds="coverage" @ended=${() => this.book.load()}></gov-jobs></section>
			${section('Files', this.book.data ? this.#files(this.book.data.files ?? []) : '')}`;
	}

	#gates(report) {
		const all = report.gates;
		const rows = this.chosen(all, (g) => `${g.number} ${g.name} ${g.owner} ${g.thresholds.map((t) => `${t.name} ${t.from}`).join(' ')} ${g.notes.join(' ')}`);
		return html`<section><h2>Gates</h2>
			${table('Gates, in the order in which they decide', rows, [
				['Gate', (g) => html`${soft(g.number !== g.name ? plain(g.number) : '')} <b>${say(g.name)}</b>${g.notes.map((note) => html`<div class="warned">${sign('warn', '')} ${say(note)}</div>`)}`, 'gate'],
				['Owner', (g) => line(g.owner), 'owner'],
				['Enforced', (g) => html`<ul class="plain">${Object.entries(g.enforcement).map(([mode, how]) => html`<li>${soft(mode)} ${plain(how)}</li>`)}</ul>`],
				['Last', (g) => html`<ul class="plain">${Object.entries({ pass: g.lastPass, block: g.lastBlock, open: g.lastOpen, tested: g.lastTest }).map(([what, at]) => html`<li>${soft(what)} ${time(at)}</li>`)}</ul>`, 'last'],
				['Tests', (g) => (g.tests === 'unknown' ? unknown() : plain(g.tests)), 'num'],
				['Not reached', (g) => reached(this.book.data?.coverage, g.name), 'num'],
				['Limits', (g) => (g.thresholds.length ? html`<ul class="plain">${g.thresholds.map(limit)}</ul>` : soft('none')), 'limits'],
			], { cls: 'gates', key: (g) => `${g.number} ${g.name}`, empty: all.length ? 'No gate matches the filter.' : 'The rulebook has no gates.' })}
			<p class="soft foot"><span>Answers since ${time(report.since)}, when this daemon was started. Open: the gate could not judge and let the plan pass.${report.plans ? html` Limits as they are for plans of ${say(report.plans)}.` : ''}</span></p></section>`;
	}

	#files(files) {
		const shown = this.chosen(files, (f) => f.path);
		return html`<div class="files">
			<ul class="plain">${shown.length ? shown.map((f) => html`<li><button class="file" aria-pressed=${f.path === this.#file} @click=${() => this.#read(f.path)}>${line(f.path)}<span class="soft">${figure(f.bytes)} B</span></button></li>`) : html`<li class="soft">${files.length ? 'No file matches the filter.' : 'No files are known.'}</li>`}</ul>
			<div>${this.#file ? this.text.show((f) => html`<h3 id="file" tabindex="-1"><bdi>${plain(f.path)}</bdi></h3><pre class="source" tabindex="0" aria-label="Text of the file">${plain(f.text).split('\n').map((l) => html`<span>${l}\n</span>`)}</pre>`, 'the file') : html`<p class="empty">Choose a file to read its text.</p>`}</div></div>`;
	}
}

const limit = (t) => html`<li><span class="name">${say(t.name)}</span> <b>${typeof t.value === 'number' ? figure(t.value, t.unit) : say(t.value)}</b> ${soft(plain(t.unit))}
	<div class="soft">${t.row ? html`for ${say(t.row)} by ` : ''}${say(t.from)}${t.authored !== undefined && t.authored !== t.value ? html`; the rule file says ${typeof t.authored === 'number' ? figure(t.authored, t.unit) : say(t.authored)}` : ''}${t.rows ? `; ${count(t.rows, 'row')} of limits` : ''}</div></li>`;

const covered = (c) => (c?.report?.coverage ? html`${percent(c.report.coverage.percent / 100)} <span class="soft">at</span> ${time(c.at)}` : unknown(c?.unknown ?? 'its tests fail'));

const reached = (c, gate) => (c?.report?.coverage ? c.report.coverage.missing.filter((m) => m.startsWith(`gates/${gate}.drl`)).length : unknown());

customElements.define('gov-rulebook', Rulebook);
