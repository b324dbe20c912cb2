// A plan: why was it permitted or blocked?

import { signIn } from './actions.js';
import { announce, form, bar, command, count, digest, facts, figure, gateName, heading, html, note, now, number, Page, path, plain, say, section, sign, signOf, soft, span, table, time, unknown, utc } from './page.js';

const KIND = { PASS: 'ok', OPEN: 'half', BLOCK: 'bad' };
const SAID = { PASS: 'pass', OPEN: 'open', BLOCK: 'block' };
const OUTCOME = { __proto__: null, PERMIT: ['ok', 'PERMIT'], BLOCK: ['bad', 'BLOCK'], SKIP: ['off', 'SKIP'], DUPLICATE: ['off', 'DUPLICATE'], DEAD_LETTER: ['warn', 'DEAD LETTER'] };
const MOST_MISSES = 8;

const quoted = (text) => (/^[A-Za-z0-9._:-]+$/.test(text) ? text : `'${plain(text).replaceAll("'", "'\\''")}'`);

class Plan extends Page {
	#version = '';

	start() {
		const plan = encodeURIComponent(this.rest ?? '');
		const entry = this.query.get('entry');
		this.#version = this.query.get('against') ?? '';
		this.why = this.keep(() => plan && path(`/api/explain/${plan}`, { entry }), 0, true);
		this.records = this.keep(() => plan && `/api/plans/${plan}`, 0, true);
		this.against = this.keep(() => plan && this.#version && path(`/api/explain/${plan}`, { entry, against: this.#version }), 0, true);
		this.known = this.keep(() => '/api/jobs', 0, true);
	}

	async #compare(fields) {
		this.#version = fields.version.value.trim();
		this.remember({ entry: this.query.get('entry'), against: this.#version });
		this.against.clear();
		await this.against.load();
		if (this.against.error?.status === 401) {
			signIn();
		}
		if (this.against.data) {
			announce(differs(this.against.data.against?.verdict) ? 'The verdict differs.' : 'The verdict is the same.');
		}
	}

	render() {
		if (!this.rest) {
			return html`${heading('Plan', 'Why was a plan permitted or blocked?')}
				${form((fields) => { location.hash = `/plan/${encodeURIComponent(fields.plan.value.trim())}`; }, html`
					<label>Plan ID<input name="plan" data-filter required pattern=".*\\S.*" size="40"></label><button class="main">Explain</button>`)}
				<p class="soft">Or choose one from the <a href="#/decisions">decisions</a> or the <a href="#/audit">audit</a>.</p>`;
		}
		return html`${heading(html`Plan <bdi class="id">${plain(this.rest, 200)}</bdi>`, 'Why was it decided so?')}
			${this.why.show((e) => this.#explained(e.explanation ?? e), 'the explanation')}
			${this.records.show((r) => html`${this.#permit(r.permit)}${this.#raw(r.records ?? [])}`, 'the records')}
			<section><h2>As a rule test</h2><p class="soft">Prints the decision as a case for a test file, with its facts, limits and outcome.</p>${command(`governor explain ${quoted(this.rest)} --as-test`)}</section>`;
	}

	#explained(e) {
		const v = e.verdict ?? {};
		const [kind, word] = OUTCOME[v.outcome] ?? ['unknown', plain(v.outcome) || 'unknown'];
		const gates = e.gates ?? [];
		return html`
			<section class="sentence ${kind}"><p class="outcome">${sign(kind, word)}</p><p class="words">${say(v.sentence, 800)}</p></section>
			${(e.notes ?? []).map((note) => html`<p class="note"><i aria-hidden="true">▲</i> ${say(note, 400)}</p>`)}
			${facts([
				['Symbol', e.symbol], ['Action', e.action], ['Mode', e.mode],
				['Decided', e.at ? time(e.at, { millis: true }) : ''],
				['Rulebook', e.rulebook?.version ? html`${say(e.rulebook.name)} ${say(e.rulebook.version)} ${digest(e.rulebook.digest)}` : ''],
				['Entry', e.streamId ? html`<span class="mono">${say(e.streamId)}</span>` : ''],
				['Record from', e.from],
			])}
			<section><h2>The gates, in the order in which they decide</h2>
				${gates.length ? html`<ol class="ladder">${gates.map((g) => this.#gate(g, v))}</ol>` : html`<p class="empty">No gate was asked about this plan.</p>`}
				${e.notAsked?.length ? html`<p class="soft">Not asked: ${e.notAsked.map((g, i) => html`${i ? '; ' : ''}${say(g)}`)}.</p>` : ''}</section>
			${this.#misses(gates)}
			${this.#compared(e)}
			${e.steps?.length ? section('What else was worked out', e.steps.map((s) => html`<details class="gate"><summary><b>${say(s.name)}</b> ${s.decides ? html`<span class="tag">the verdict is its</span>` : ''} ${soft(say(s.concluded?.[0] ?? 'concluded nothing', 110))}</summary><div class="inside">${list('Concluded', s.concluded)}${list('Rules that fired', s.fired)}${missed(s.notFired)}</div></details>`)) : ''}
			<section><h2>The rulebook that decided</h2>
				${facts([['Found in', e.rulebook?.from], ['Released', e.rulebook?.released], ['Digest', e.rulebook?.digest ? html`<bdi class="mono">${plain(e.rulebook.digest)}</bdi>` : '']])}
				${list('Set by the operator', e.rulebook?.overrides)}${list('Rows of limits that counted', e.rulebook?.limits)}</section>
			${e.others?.length ? section('Other decisions on this plan ID', table('Other decisions on this plan ID, the newest first', e.others, [
				['Decided', (o) => html`<a href="#/plan/${encodeURIComponent(this.rest)}?entry=${encodeURIComponent(o.streamId)}">${time(o.at, { millis: true })}</a>`],
				['Outcome', (o) => signOf(OUTCOME, o.outcome)],
				['Reason', 'reason'],
				['Gate', 'gate'],
			], { open: (o) => `/plan/${encodeURIComponent(this.rest)}?entry=${encodeURIComponent(o.streamId)}` })) : ''}`;
	}

	#gate(g, verdict) {
		const m = g.measured?.[0];
		const decides = g.answer === 'BLOCK' && g.enforcement !== 'shadow' && g.gate === verdict.gate && g.reason === verdict.reason;
		const shadow = g.enforcement === 'shadow';
		const kind = g.answer === 'BLOCK' && shadow ? 'half' : KIND[g.answer] ?? 'unknown';
		const ratio = m && m.limit > 0 ? m.value / m.limit : undefined;
		return html`<li><details class="gate ${kind} ${decides ? 'decides' : ''}" ?open=${decides}>
			<summary data-row>
				<span class="answer">${sign(kind, shadow && g.answer === 'BLOCK' ? 'would block' : SAID[g.answer] ?? plain(g.answer))}</span>
				<span class="name">${soft(plain(g.gate) !== plain(g.name) ? plain(g.gate) : '')} <b>${plain(g.name)}</b>${shadow ? html` <span class="tag">shadow</span>` : ''}${decides ? html` <span class="tag strong">decided</span>` : ''}</span>
				<span class="measure">${m ? html`${bar(ratio, g.answer === 'BLOCK' ? (shadow ? 'warn' : 'bad') : undefined)}<span class="against">${figure(m.value, m.unit)} <span class="soft">of</span> ${figure(m.limit, m.unit)} ${soft(plain(m.unit))}</span>` : g.reason ? soft(plain(g.reason, 80)) : soft('nothing to measure')}</span>
			</summary>
			<div class="inside">
				<p>${say(g.sentence, 600)}</p>
				${m ? facts([[m.headroom < 0 ? 'Above the limit by' : 'Headroom', html`${number(Math.abs(m.headroom), m.unit)} ${plain(m.unit)}`], ['Threshold', m.threshold], ['Row of limits', m.row]]) : ''}
				${g.judged?.length ? table(`What ${plain(g.name)} saw`, g.judged, [
					['It saw', (j) => html`<b>${say(j.kind)}</b>`],
					['Which said', 'says'],
					['Age', 'age'],
					['From', (j) => soft(say(j.source))],
				], { cls: 'judged' }) : ''}
				${list('Rules that fired', g.fired)}${missed(g.notFired)}
			</div></details></li>`;
	}

	#misses(gates) {
		const near = gates
			.flatMap((g) => (g.notFired ?? []).filter((n) => n.distance?.length).map((n) => ({ ...n, gate: gateName(g.gate, g.name), d: n.distance[0] })))
			.map((n) => ({ ...n, far: Math.abs(n.d.value - n.d.limit) / (Math.abs(n.d.limit) || 1) }))
			.sort((a, b) => a.far - b.far)
			.slice(0, MOST_MISSES);
		return near.length === 0 ? '' : html`<section><h2>Near misses</h2><p class="soft">Rules that did not fire, the nearest first.</p>${table('Rules that did not fire, the nearest first', near, [
			['Gate', 'gate'],
			['Rule', 'rule'],
			['Was', (n) => figure(n.d.value), 'num'],
			['Needed', (n) => html`${plain(n.d.comparison)} ${figure(n.d.limit)}`, 'num'],
			['Missed by', (n) => figure(Math.abs(n.d.value - n.d.limit)), 'num'],
		], { cls: 'misses' })}</section>`;
	}

	#compared(e) {
		return html`<section><h2>By another rulebook</h2>
			${form((fields) => this.#compare(fields), html`
				<label>Version or digest<input name="version" list="known" required .value=${this.#version}></label><datalist id="known">${this.known.data?.rulebooks.map((b) => html`<option value=${b.digest || b.version}>${plain(b.version)} ${b.from}</option>`)}</datalist><button ?disabled=${this.against.loading}>${this.against.loading ? 'Deciding again …' : 'Compare'}</button>`)}
			${this.against.show(({ against: a }) => html`<p>The same plan by ${say(a.rulebook)}: <b>${differs(a.verdict) ? sign('warn', 'the verdict differs') : sign('ok', 'the verdict is the same')}</b>.</p>
				${table(`Plan ${plain(e.planId)} by both rulebooks`, [a.verdict, ...a.gates], [
					['Differs', (c) => (differs(c) ? sign('warn', 'yes') : soft('no'))],
					['Gate', 'name'],
					['As it was', 'before'],
					['By that rulebook', 'after'],
				], { cls: 'compare', rowCls: (c) => (differs(c) ? 'differs' : '') })}
				<ul>${a.thresholds.map((t) => html`<li>Threshold ${say(t.name)}: ${say(t.before)} then, ${say(t.after)} there.</li>`)}</ul>`, 'the comparison')}
		</section>`;
	}

	#permit(permit) {
		const words = { __proto__: null, live: ['ok', 'live: an executor may take it'], taken: ['off', 'taken by an executor'], expired: ['off', 'expired'], none: ['off', 'none was issued'] };
		const p = permit ?? {};
		// the life that is left runs down here, too
		const left = typeof p.ttlSec === 'number' ? p.ttlSec - (now() - this.records.at) / 1000 : undefined;
		return html`<section><h2>The permit</h2><p>${words[p.state] ? sign(...words[p.state]) : unknown(p.state === 'unknown' || !p.state ? '' : p.state)}${p.state === 'live' && left !== undefined ? html`, ${left > 0 ? `${span(left)} left, until ${utc(now() + left * 1000)}` : 'its time is over'}` : ''}</p>${facts(Object.entries(p.fields ?? {}))}</section>`;
	}

	#raw(records) {
		return section('The record', records.length === 0 ? html`<p class="empty">No record of this plan was found.</p>` : records.map((r) => {
			const text = JSON.stringify(r.json, null, 2) ?? '';
			return html`<details class="gate raw"><summary><b>${r.sequence ? `Number ${r.sequence} of the archive` : 'Not archived yet'}</b> <span class="soft mono">${say(r.auditId)}</span> ${soft(count(text.length, 'character'))}</summary><pre tabindex="0" aria-label="Raw record">${plain(text)}</pre></details>`;
		}));
	}
}

const differs = (change) => Boolean(change) && change.before !== change.after;

const list = (title, items) => (items?.length ? html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${say(item)}</li>`)}</ul>` : '');

const missed = (misses) =>
	misses?.length
		? html`<h3>Rules that did not fire</h3><ul>${misses.map((n) => html`<li>${say(n.rule)}: ${soft(say(n.why, 400))}${n.distance?.[0] ? html` <span class="soft">(${figure(n.distance[0].value)}, needed ${plain(n.distance[0].comparison)} ${figure(n.distance[0].limit)})</span>` : ''}</li>`)}</ul>`
		: '';

customElements.define('gov-plan', Plan);
