// Observe: may this governor take over from the one that decides?

import { html, nothing } from 'lit';
import { Fetched, Page, heading } from './page.js';
import { command, count, figure, line, percent, plain, say, sign, table, tile, time, unknown } from './text.js';

const SIGNS = { agree: 'ok', we_block: 'bad', we_permit: 'bad', other_reason: 'bad', other_qty: 'bad', other_value: 'bad', only_there: 'bad' };
const word = (result) => sign((Object.hasOwn(SIGNS, result) && SIGNS[result]) || 'off', plain(result).replaceAll('_', ' '));
const said = (e, what, reason, qty) => html`${plain(e[what]) || unknown()} ${say(e[what] === 'PERMIT' ? e[qty] : e[reason], 60)}`;

class Observe extends Page {
  start() {
    this.report = new Fetched(this, () => '/api/observe');
    this.keep(this.report, 15);
  }

  render() {
    return html`${heading('Observe', 'May we cut over?')}${this.report.show((r) => (r.unknown ? html`<div class="failed"><p>${unknown(r.unknown)}</p></div>` : r.observes ? this.#report(r) : html`<p class="empty">No governor observes here; start one with</p>${command('deploy/governor run --observe')}`), 'what was observed')}`;
  }

  #report(r) {
    const examples = r.rows.filter((row) => SIGNS[row.result] === 'bad').flatMap((row) => row.examples);
    return html`<div class="tiles">
        ${tile(r.lacks.length ? 'Not yet' : 'Ready', count(r.days, 'day'), r.lacks.length ? 'warn' : 'ok')}
        ${tile('Decided otherwise', figure(r.disagreements), r.disagreements ? 'bad' : 'ok')}
        ${tile('Plans compared', figure(r.plans), 'off')}
        ${tile('Gates not proven', r.notProven.length, r.notProven.length ? 'warn' : 'ok')}
        <p class="next">${say(r.rulebook)} observes since ${time(r.since)}.</p></div>
      ${r.lacks.length ? html`<p>Before it may take over:</p><ul>${r.lacks.map((why) => html`<li>${say(why)}</li>`)}</ul>` : nothing}
      <section><h2>Plans</h2>${table({ caption: 'Plans by result', rows: r.rows, empty: 'No plan was observed yet.', columns: [
        { head: 'Result', cell: (x) => word(x.result) },
        { head: 'Plans', cls: 'num', cell: (x) => figure(x.plans) },
        { head: 'Of all', cls: 'num', cell: (x) => percent(x.plans / r.plans) },
        { head: 'Gate', of: 'gate' },
        { head: 'Reason', of: 'reason' }] })}</section>
      <section><h2>Decided otherwise, and why is not known</h2>${table({ caption: 'The newest of each kind', rows: examples, empty: 'None.', columns: [
        { head: 'Plan', cell: (e) => html`<a href="#/plan/${encodeURIComponent(e.plan_id)}">${line(e.plan_id)}</a>` },
        { head: 'Symbol', of: 'symbol' },
        { head: 'This governor', cell: (e) => said(e, 'ours', 'our_reason', 'our_qty') },
        { head: 'The other one', cell: (e) => said(e, 'theirs', 'their_reason', 'their_qty') },
        { head: 'Measured', of: 'measured' }] })}</section>
      ${r.values.length ? html`<section><h2>Budgets and proposals</h2>${table({ caption: 'Values by result', rows: r.values, columns: [
        { head: 'Result', cell: (x) => word(x.result) },
        { head: 'Engine', of: 'engine' },
        { head: 'Values', cls: 'num', cell: (x) => figure(x.count) }] })}</section>` : nothing}
      <section><h2>Not proven</h2><p>${r.notProven.length ? html`No plan was blocked at both by: ${say(r.notProven.join(', '), 400)}` : 'Each gate has blocked a plan at both.'}${r.notCompared.length ? html`<br>Never worked out alike: ${say(r.notCompared.join(', '))}` : nothing}</p></section>`;
  }
}

customElements.define('gov-observe', Observe);
