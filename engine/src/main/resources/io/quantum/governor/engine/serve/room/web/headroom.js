// Headroom: what blocks next? One row for each symbol and limit, the worst first.

import { html, nothing } from 'lit';
import { now, relative, utc } from './clock.js';
import { live, on } from './live.js';
import { Fetched, Page, filterBox, heading } from './page.js';
import { count, figure, gateName, level, line, matches, percent, plain, table, tile, time, unknown, used } from './text.js';

const MOST = 200;
const EVERY_MS = 5000;

const rowKey = (r) => `${r.symbol}\u0000${r.gate}\u0000${r.threshold}\u0000${r.scope}`;
const who = (r) => plain(r.symbol) || 'Portfolio';
const isUnknown = (r) => Boolean(r.unknown) || typeof r.ratio !== 'number';

class Headroom extends Page {
  #words = '';
  #all = false;

  start() {
    this.room = new Fetched(this, () => '/api/headroom');
    this.#words = this.query.get('q') ?? '';
    if (live.last.headroom) {
      this.#take(live.last.headroom);
    }
    this.until(on('headroom', (detail) => this.#take(detail)));
    this.keep(this.room, 0);
  }

  /** The stream tells the fullest alone; the rest is asked for. */
  #showAll() {
    this.#all = true;
    this.room.load();
  }

  #take(detail) {
    if (this.#all) {
      if (now() - this.room.at > EVERY_MS && !this.room.loading) {
        this.room.load();
      }
      return;
    }
    this.room.data = detail;
    this.room.error = null;
    if (!document.hidden) {
      this.requestUpdate();
    }
  }

  #filter(words) {
    this.#words = words;
    this.remember({ q: words });
    this.#showAll();
  }

  render() {
    return html`${heading('Headroom', 'What blocks next?', filterBox('Filter symbol, gate or limit', this.#words, (w) => this.#filter(w)))}
      ${this.room.show((data) => (data.unknown ? html`<div class="failed"><p>${unknown(data.unknown)}</p></div>` : this.#rows(data)), 'the headroom')}`;
  }

  #rows(data) {
    const rows = data.rows ?? [];
    if (rows.length === 0) {
      return html`<p class="empty">No symbol has used any of a limit: none had a permit lately${data.at ? html`, as of ${time(data.at)}` : nothing}.</p>`;
    }
    const known = rows.filter((r) => !isUnknown(r));
    const full = known.filter((r) => r.ratio >= 1).length;
    const near = known.filter((r) => r.ratio >= 0.8 && r.ratio < 1).length;
    const shown = rows.filter((r) => matches(`${who(r)} ${r.gate} ${r.number} ${r.threshold} ${r.scope} ${r.from}`, this.#words));
    return html`
      <div class="tiles">
        ${tile('At or over the limit', full, full ? 'bad' : 'ok')}
        ${tile('From 80 %', near, near ? 'warn' : 'ok')}
        ${tile('Unknown', rows.length - known.length, rows.length > known.length ? 'unknown' : 'ok')}
        ${tile('Limits in use', data.total, 'off')}
        <p class="next">${next(known)}</p>
      </div>
      ${table({
        caption: 'Limits, the fullest first',
        cls: 'headroom',
        rows: this.#all ? shown : shown.slice(0, MOST),
        key: rowKey,
        rowCls: (r) => level(isUnknown(r) ? undefined : r.ratio),
        open: (r) => (r.symbol ? `/decisions?symbol=${encodeURIComponent(r.symbol)}` : '/decisions'),
        empty: html`No limit matches “${plain(this.#words).slice(0, 60)}”.`,
        columns: [
          { head: 'Symbol', cls: 'symbol', cell: (r) => html`${r.symbol ? html`<a href="#/decisions?symbol=${encodeURIComponent(r.symbol)}">${line(r.symbol)}</a>` : html`<b>Portfolio</b>`}${r.scope && !['symbol', 'portfolio'].includes(r.scope) ? html`<span class="soft second">${line(r.scope)}</span>` : nothing}` },
          { head: 'Gate', cls: 'gate', cell: (r) => line(gateName(r.number, r.gate)) },
          { head: 'Used', cls: 'used', cell: (r) => used(isUnknown(r) ? undefined : r.ratio, r.unknown) },
          { head: 'Value', cls: 'num', cell: (r) => html`<span class="v" title=${r.asOf ? `as of ${plain(r.asOf)}` : nothing}>${isUnknown(r) ? unknown() : figure(r.value, r.unit)}</span>` },
          { head: 'Limit', cls: 'num', cell: (r) => html`${typeof r.limit === 'number' ? figure(r.limit, r.unit) : unknown()} <span class="soft">${plain(r.unit)}</span>` },
          { head: 'A slot frees', cls: 'when', cell: frees },
          { head: 'Limit is from', cls: 'from', cell: (r) => html`${line(r.threshold)}<span class="soft second">${line(r.from)}</span>` },
        ],
      })}
      ${data.total > rows.length && !this.#all ? html`<p><button @click=${() => this.#showAll()}>Show all ${data.total}</button></p>` : nothing}
      <p class="soft foot"><span>${count(shown.length, 'row')}${shown.length < data.total ? ` of ${data.total}` : ''}, as of ${data.at ? time(data.at) : unknown()}. What a plan of the symbol that closes nothing would meet now.</span></p>`;
  }
}

function next(known) {
  const worst = known.filter((r) => r.ratio >= 0.8).sort((a, b) => b.ratio - a.ratio)[0];
  if (!worst) {
    return 'Nothing is near its limit.';
  }
  const what = html`<b>${who(worst).slice(0, 40)}, ${gateName(worst.number, worst.gate).slice(0, 60)}</b>`;
  const until = worst.freesAt && Date.parse(worst.freesAt) > now() ? html`, until ${utc(Date.parse(worst.freesAt))}` : nothing;
  return worst.ratio >= 1 ? html`${what} is ${worst.ratio > 1 ? 'over' : 'at'} its limit${until}.` : html`${what} is next: ${percent(worst.ratio)} of its limit.`;
}

function frees(r) {
  const at = Date.parse(r.freesAt ?? '');
  if (Number.isNaN(at)) {
    return html`<span class="soft">–</span>`;
  }
  return at <= now() ? html`<span class="soft">due</span>` : html`<time datetime=${r.freesAt} title=${r.freesAt}>${relative(at)} <span class="soft second">${utc(at)}</span></time>`;
}

customElements.define('gov-headroom', Headroom);
