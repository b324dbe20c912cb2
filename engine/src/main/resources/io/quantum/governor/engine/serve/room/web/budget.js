// Budget: who is over budget, and why is the budget what it is? And what targets are proposed.

import { html, nothing } from 'lit';
import { Fetched, Page, filterBox, heading } from './page.js';
import { figure, line, matches, number, place, plain, say, sign, table, tile, time, unknown } from './text.js';

const AGAIN_SEC = 5;

class Budget extends Page {
  #words = '';

  start() {
    this.#words = this.query.get('q') ?? '';
    this.budgets = new Fetched(this, () => '/api/budgets');
    this.targets = new Fetched(this, () => '/api/allocations');
    this.keep(this.budgets, AGAIN_SEC);
    this.keep(this.targets, AGAIN_SEC);
  }

  #filter(words) {
    this.#words = words;
    this.remember({ q: words });
    this.requestUpdate();
  }

  #chosen(rows) {
    return rows.filter((r) => matches(plain(r.symbol), this.#words));
  }

  render() {
    return html`${heading('Budget', 'Who is over budget, and why?', filterBox('Filter symbol', this.#words, (w) => this.#filter(w)))}
      <section class="first-section"><h2>Budgets against positions</h2>${this.budgets.show((b) => this.#budgets(b), 'the budgets')}</section>
      <section><h2>Proposed targets</h2>${this.targets.show((t) => this.#targets(t), 'the proposals')}</section>`;
  }

  #budgets(b) {
    const rows = [...(b.rows ?? [])].sort((x, y) => y.over - x.over);
    const over = rows.filter((r) => r.over).length;
    return html`${about(b, b.mode === 'enforce' ? 'Positions over budget block new orders of their symbol.' : b.mode === 'shadow' ? 'Budgets are worked out and block nothing.' : '')}
      ${b.unknown ? html`<div class="failed"><p>${unknown(b.unknown)}</p></div>` : html`
      ${rows.length ? html`<div class="tiles">
        ${tile('Over budget', over, over ? 'bad' : 'ok')}${tile('Within budget', rows.length - over, 'ok')}</div>` : nothing}
      ${table({
        caption: 'Budgets, those that are over first', cls: 'budgets', rows: this.#chosen(rows), key: (r) => r.symbol, rowCls: (r) => (r.over ? 'bad' : ''),
        empty: rows.length ? 'No symbol matches the filter.' : 'No symbol has a budget: none has a position, or no cycle has run yet.',
        columns: [
          { head: 'Symbol', cls: 'symbol', cell: (r) => line(r.symbol) },
          { head: 'Budget', cell: (r) => (r.over ? sign('bad', 'over') : sign('ok', 'within')) },
          { head: 'Position USD', cls: 'num', cell: (r) => r.over === false ? html`<span class="soft">within</span>` : number(r.positionUsd, 'USD') },
          { head: 'Budget USD', cls: 'num', cell: (r) => number(r.budgetUsd, 'USD') },
          { head: 'Stress', cls: 'parts', cell: (r) => parts(r.parts) },
          { head: 'Regime', of: 'regime', most: 40 },
          { head: 'Worked out', cls: 'when', cell: (r) => time(r.at) },
        ],
      })}`}`;
  }

  #targets(t) {
    const rows = t.rows ?? [];
    return html`${about(t, 'Proposals are for people: none is put in force by itself.')}
      ${t.unknown ? html`<div class="failed"><p>${unknown(t.unknown)}</p></div>` : table({
        caption: 'Proposed targets', cls: 'targets', rows: this.#chosen(rows), key: (r) => r.symbol,
        empty: rows.length ? 'No symbol matches the filter.' : 'Nothing is proposed: no symbol has a target, or no cycle has run yet.',
        columns: [
          { head: 'Symbol', cls: 'symbol', cell: (r) => line(r.symbol) },
          { head: 'Target USD', cls: 'num', cell: (r) => number(r.target, 'USD') },
          { head: 'Proposal USD', cls: 'num', cell: (r) => html`<b>${number(r.proposal, 'USD')}</b>` },
          { head: 'Change', cls: 'num', cell: (r) => (typeof r.proposal === 'number' && typeof r.target === 'number' ? html`${r.proposal > r.target ? '▲ +' : r.proposal < r.target ? '▼ −' : ''}${figure(Math.abs(r.proposal - r.target), 'USD')}` : unknown()) },
          { head: 'Reasons', cls: 'said', cell: (r) => (r.reasons ?? []).map((reason, i) => html`${i ? ', ' : ''}${say(reason, 80)}`) },
          { head: 'Worked out', cls: 'when', cell: (r) => time(r.at) },
        ],
      })}`;
  }
}

const about = (b, what) => html`<p class="about"><b>${b.mode ? say(b.mode, 30) : unknown()}</b>${what ? html` <span class="soft">${what}</span>` : nothing} <span class="soft">Cycles run by</span> ${b.lease?.holder ? say(b.lease.holder, 80) : html`<span class="unknown">nobody</span>`}${b.lease?.note ? html` <span class="soft">(${say(b.lease.note, 160)})</span>` : nothing}<span class="soft">, as of</span> ${time(b.at, { none: 'unknown' })}</p>`;

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
  })}</span><span class="soft keyed">${entries.map(([name, v], i) => html`<span><i class="p${i % 4}" aria-hidden="true"></i>${plain(name).slice(0, 40)} ${figure(v)}</span> `)}</span>`;
}

customElements.define('gov-budget', Budget);
