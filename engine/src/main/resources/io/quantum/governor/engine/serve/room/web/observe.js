// Observe: may this governor take over from the one that decides?

import { command, count, figure, heading, html, lacking, Page, percent, plain, planLink, say, section, sign, table, tile, time, unknown } from './page.js';

const SIGNS = { agree: 'ok', we_block: 'bad', we_permit: 'bad', other_reason: 'bad', other_qty: 'bad', other_value: 'bad', only_there: 'bad' };
const word = (result) => sign((Object.hasOwn(SIGNS, result) && SIGNS[result]) || 'off', plain(result).replaceAll('_', ' '));
const said = (e, what, reason, qty) => html`${plain(e[what]) || unknown()} ${say(e[what] === 'PERMIT' ? e[qty] : e[reason], 60)}`;

class Observe extends Page {
	start() {
		this.report = this.keep(() => '/api/observe', 15);
	}

	render() {
		return html`${heading('Observe', 'May we cut over?')}${this.report.show((r) => (r.unknown ? lacking(r.unknown) : r.observes ? this.#report(r) : html`<p class="empty">No governor observes here; start one with</p>${command('deploy/governor run --observe')}`), 'what was observed')}`;
	}

	#report(r) {
		const examples = r.rows.filter((row) => SIGNS[row.result] === 'bad').flatMap((row) => row.examples);
		return html`<div class="tiles">
				${tile(r.lacks.length ? 'Not yet' : 'Ready', count(r.days, 'day'), r.lacks.length ? 'warn' : 'ok')}
				${tile('Decided otherwise', figure(r.disagreements), r.disagreements ? 'bad' : 'ok')}
				${tile('Plans compared', figure(r.plans), 'off')}
				${tile('Gates not proven', r.notProven.length, r.notProven.length ? 'warn' : 'ok')}
				<p class="next">${say(r.rulebook)} observes since ${time(r.since)}.</p></div>
			${r.lacks.length ? html`<p>Before it may take over:</p><ul>${r.lacks.map((why) => html`<li>${say(why)}</li>`)}</ul>` : ''}
			${section('Plans', table('Plans by result', r.rows, [
			['Result', (x) => word(x.result)],
			['Plans', (x) => figure(x.plans), 'num'],
			['Of all', (x) => percent(x.plans / r.plans), 'num'],
			['Gate', 'gate'],
			['Reason', 'reason']], { empty: 'No plan was observed yet.' }))}
			${section('Decided otherwise, and why is not known', table('The newest of each kind', examples, [
			['Plan', (e) => planLink(e.plan_id)],
			['Symbol', 'symbol'],
			['This governor', (e) => said(e, 'ours', 'our_reason', 'our_qty')],
			['The other one', (e) => said(e, 'theirs', 'their_reason', 'their_qty')],
			['Measured', 'measured']], { empty: 'None.' }))}
			${r.values.length ? section('Budgets and proposals', table('Values by result', r.values, [
			['Result', (x) => word(x.result)],
			['Engine', 'engine'],
			['Values', (x) => figure(x.count), 'num']])) : ''}
			<section><h2>Not proven</h2><p>${r.notProven.length ? html`No plan was blocked at both by: ${say(r.notProven.join(', '), 400)}` : 'Each gate has blocked a plan at both.'}${r.notCompared.length ? html`<br>Never worked out alike: ${say(r.notCompared.join(', '))}` : ''}</p></section>`;
	}
}

customElements.define('gov-observe', Observe);
