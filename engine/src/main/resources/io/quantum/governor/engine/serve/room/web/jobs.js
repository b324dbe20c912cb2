// Jobs: what takes long, which the daemon does in a process of its own.

import { signIn } from './actions.js';
import { announce, ask, eachSecond, facts, Fetched, form, html, moment, note, number, numbers, Page, percent, plain, say, session, sign, soft, table, time } from './page.js';

const STATES = { running: 'half', done: 'ok', failed: 'bad', cancelled: 'off' };

class Jobs extends Page {
	#id = '';
	#wrong = '';
	#busy = false;

	start() {
		this.list = this.keep(() => '/api/jobs', 10);
		this.job = new Fetched(this, () => this.#id && `/api/jobs/${this.#id}`, true);
		this.until(eachSecond(() => this.#runs && !document.hidden && !this.job.loading && this.#follow()));
	}

	get #runs() {
		return this.job.data?.state === 'running';
	}

	async #follow() {
		await this.job.load();
		if (!this.#runs && this.job.data) {
			announce(`Job ${this.job.data.state}: ${plain(this.job.data.what)}`);
			this.dispatchEvent(new Event('ended'));
			this.list.load();
		}
	}

	updated() {
		const jobs = this.list.data?.jobs ?? [];
		const id = (jobs.find((j) => j.state === 'running') ?? jobs.find((j) => this.dataset.kinds.includes(j.kind)))?.id;
		if (id && id !== this.#id && !this.#busy && !this.#runs) {
			this.#show(id);
		}
	}

	#show(id) {
		this.#id = id;
		this.job.clear();
		return this.job.load();
	}

	async #ask(path, options) {
		if (session.now.role === 'none') {
			signIn();
			return;
		}
		this.#busy = true;
		this.#wrong = '';
		try {
			const { id } = await ask(path, { ...options, headers: session.headers() });
			await this.list.load();
			await this.#show(id);
		} catch (error) {
			this.#wrong = error.message;
			if (error.status === 401) {
				session.take({});
				signIn();
			}
		}
		this.#busy = false;
		this.requestUpdate();
	}

	#start(form, kind) {
		const body = { kind, ...Object.fromEntries(new FormData(form)) };
		// of what is no time the daemon says so
		body.since = moment(body.since ?? '') ?? body.since;
		this.#ask('/api/jobs', { method: 'POST', body });
	}

	render() {
		return html`${this.list.show((l) => this.dataset.kinds.split(' ').map((kind) => this.#form(kind, l.rulebooks)), 'the jobs')}
			${note(this.#wrong, 'bad')}
			${this.job.show((j) => this.#job(j), 'the job')}`;
	}

	#form(kind, books) {
		const { does, fields } = KINDS[kind];
		return form((_, sent) => this.#start(sent, kind), html`
			${Object.entries(fields).map(([name, label]) => html`<label>${label}${name === 'since'
				? html`<input name="since" value="7d">`
				: html`<select name=${name}>${books.map((b) => html`<option value=${b.digest || b.version}>${plain(b.version)} ${plain(b.digest, 8)} ${b.from}</option>`)}</select>`}</label>`)}
			<button ?disabled=${this.#runs || this.#busy}>${does}</button>`, 'gap');
	}

	#job(j) {
		return html`<p class="gap">${sign(STATES[j.state], j.state)} ${say(j.what)} <span class="soft">by ${say(j.by)}</span> ${time(j.ended || j.started)}</p>
			${note(j.why)}
			${this.#runs ? html`<p><button ?disabled=${this.#busy} @click=${() => this.#ask(`/api/jobs/${j.id}`, { method: 'DELETE' })}>Cancel the job</button> ${soft(say(j.progress))}</p>` : ''}
			${j.result ? KINDS[j.kind].draw(j.result) : ''}`;
	}
}

const change = (word) => sign({ TIGHTER: 'ok', NONE: 'off' }[word] ?? 'warn', plain(word).toLowerCase());

const replay = (r) => html`${facts([['Plans', number(r.plans)], ['Decided again', number(r.replayed)], ['Agreement', percent(r.agreed / r.replayed)], ['Flips', number(r.flips)], ['Unreadable', r.unreadableRecords || '']])}
	${table('What it decides otherwise', r.differences, [['Result', (d) => plain(d.result).replaceAll('_', ' ')], ['Gate', 'gate'], ['Reason', 'reason'], numbers('Plans', 'plans'), numbers('USD', 'notionalUsd', 'usd')], { empty: 'It decides nothing otherwise.' })}`;

const diff = (d) => html`${facts([['All together', change(d.change)], ['Cases that both decided', number(d.probes)]])}
	${table('What differs', [...d.thresholds, ...d.limits.map((l) => ({ ...l, name: `${l.threshold} for ${l.scope}` })), ...d.files.map((f) => ({ ...f, name: f.path }))], [['What', 'name'], ['Before', 'before'], ['After', 'after'], ['Unit', 'unit'], ['Makes it', (r) => change(r.change)], ['Why', 'why']], { empty: 'No threshold, limit or rule differs.' })}
	${Object.entries(d.examples).map(([kind, lines]) => html`<h3>${change(kind)}</h3><ul>${lines.map((l) => html`<li>${say(l)}</li>`)}</ul>`)}
	${d.text ? html`<details class="gate"><summary>The text</summary><pre tabindex="0" aria-label="Text that differs">${plain(d.text)}</pre></details>` : nothing}`;

const coverage = (c) => html`${facts([['Tests', number(c.tests)], ['Failed', number(c.failed)], ['Covered', percent(c.coverage?.percent / 100)]])}
	${c.coverage ? table('What no test reaches', c.coverage.missing.map((what) => ({ what })), [['Not reached', 'what']], { empty: 'Tests reach everything.' }) : ''}`;

const verify = (v) => table('The chain', [v], [['Chain', () => sign(v.intact ? 'ok' : 'bad', v.intact ? 'whole' : 'BROKEN')], numbers('Records', 'records'), ['Head', 'head'], ['First fault', 'fault'], ['What', 'detail']]);

const KINDS = {
	replay: { does: 'Replay', fields: { rules: 'Recorded plans by', since: 'Since' }, draw: replay },
	diff: { does: 'Compare', fields: { before: 'Before', after: 'After' }, draw: diff },
	coverage: { does: 'Measure coverage', fields: { rules: 'Tests of' }, draw: coverage },
	verify: { does: 'Verify the chain', fields: {}, draw: verify },
};

customElements.define('gov-jobs', Jobs);
