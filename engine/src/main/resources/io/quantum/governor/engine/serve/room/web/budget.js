// Budget: who is over budget, and why is the budget what it is? And what targets are proposed.

import { figure, heading, html, lacking, line, number, numbers, Page, place, plain, say, section, sign, soft, table, tile, time, unknown } from './page.js';

const AGAIN_SEC = 5;

class Budget extends Page {
	start() {
		this.budgets = this.keep(() => '/api/budgets', AGAIN_SEC);
		this.targets = this.keep(() => '/api/allocations', AGAIN_SEC);
	}

	render() {
		return html`${heading('Budget', 'Who is over budget, and why?', this.filterBox('Filter symbol'))}
			${section('Budgets against positions', this.budgets.show((b) => this.#budgets(b), 'the budgets'), 'first-section')}
			${section('Proposed targets', this.targets.show((t) => this.#targets(t), 'the proposals'))}`;
	}

	#budgets(b) {
		const rows = [...b.rows].sort((x, y) => y.over - x.over);
		const over = rows.filter((r) => r.over).length;
		return html`${about(b, b.mode === 'enforce' ? 'Positions over budget block new orders of their symbol.' : b.mode === 'shadow' ? 'Budgets are worked out and block nothing.' : '')}
			${b.unknown ? lacking(b.unknown) : html`
			${rows.length ? html`<div class="tiles">
				${tile('Over budget', over, over ? 'bad' : 'ok')}${tile('Within budget', rows.length - over, 'ok')}</div>` : ''}
			${table('Budgets, those that are over first', this.chosen(rows, (r) => plain(r.symbol)), [
				['Symbol', (r) => line(r.symbol), 'symbol'],
				['Budget', (r) => (r.over ? sign('bad', 'over') : sign('ok', 'within'))],
				['Position USD', (r) => r.over === false ? soft('within') : number(r.positionUsd, 'USD'), 'num'],
				numbers('Budget USD', 'budgetUsd', 'USD'),
				['Stress', (r) => parts(r.parts), 'parts'],
				['Regime', 'regime'],
				['Worked out', (r) => time(r.at), 'when'],
			], { cls: 'budgets', key: (r) => r.symbol, rowCls: (r) => (r.over ? 'bad' : ''), empty: rows.length ? 'No symbol matches the filter.' : 'No symbol has a budget: none has a position, or no cycle has run yet.' })}`}`;
	}

	#targets(t) {
		const rows = t.rows;
		return html`${about(t, 'Proposals are for people: none is put in force by itself.')}
			${t.unknown ? lacking(t.unknown) : table('Proposed targets', this.chosen(rows, (r) => plain(r.symbol)), [
				['Symbol', (r) => line(r.symbol), 'symbol'],
				numbers('Target USD', 'target', 'USD'),
				['Proposal USD', (r) => html`<b>${number(r.proposal, 'USD')}</b>`, 'num'],
				['Change', (r) => (typeof r.proposal === 'number' && typeof r.target === 'number' ? html`${r.proposal > r.target ? '▲ +' : r.proposal < r.target ? '▼ −' : ''}${figure(Math.abs(r.proposal - r.target), 'USD')}` : unknown()), 'num'],
				['Reasons', (r) => r.reasons.map((reason, i) => html`${i ? ', ' : ''}${say(reason)}`), 'said'],
				['Worked out', (r) => time(r.at), 'when'],
			], { cls: 'targets', key: (r) => r.symbol, empty: rows.length ? 'No symbol matches the filter.' : 'Nothing is proposed: no symbol has a target, or no cycle has run yet.' })}`;
	}
}

const about = (b, what) => html`<p class="about"><b>${b.mode ? say(b.mode, 30) : unknown()}</b>${what ? html` ${soft(what)}` : ''} <span class="soft">Cycles run by</span> ${b.lease?.holder ? say(b.lease.holder) : html`<span class="unknown">nobody</span>`}${b.lease?.note ? html` <span class="soft">(${say(b.lease.note)})</span>` : ''}<span class="soft">, as of</span> ${time(b.at, { none: 'unknown' })}</p>`;

/** The parts of the stress beside each other, and in words. */
function parts(map) {
	const entries = Object.entries(map ?? {});
	if (entries.length === 0) {
		return unknown();
	}
	let from = 0;
	const known = entries.filter(([, v]) => typeof v === 'number' && v > 0);
	const sum = Math.max(1, known.reduce((s, [, v]) => s + v, 0));
	return html`<span class="stack" aria-hidden="true">${known.map(([, v], i) => {
		const at = from;
		from += v / sum;
		return html`<span class="part p${i % 4}" ${place(at, v / sum)}></span>`;
	})}</span><span class="soft keyed">${entries.map(([name, v], i) => html`<span><i class="p${i % 4}" aria-hidden="true"></i>${plain(name, 40)} ${figure(v)}</span> `)}</span>`;
}

customElements.define('gov-budget', Budget);
