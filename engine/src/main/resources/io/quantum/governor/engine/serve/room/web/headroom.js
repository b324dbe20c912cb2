// Headroom: what blocks next? One row for each symbol and limit, the worst first.

import { count, figure, gateName, heading, html, lacking, level, line, live, now, on, Page, path, percent, plain, relative, soft, table, tile, time, unknown, used, utc } from './page.js';

const MOST = 200;
const EVERY_MS = 5000;

const rowKey = (r) => `${r.symbol}\u0000${r.gate}\u0000${r.threshold}\u0000${r.scope}`;
const who = (r) => plain(r.symbol) || 'Portfolio';
const decisionsOf = (r) => path('/decisions', { symbol: r.symbol });
const isUnknown = (r) => Boolean(r.unknown) || typeof r.ratio !== 'number';

class Headroom extends Page {
	#all = false;

	start() {
		this.room = this.keep(() => '/api/headroom');
		if (live.last.headroom) {
			this.#take(live.last.headroom);
		}
		this.until(on('headroom', (detail) => this.#take(detail)));
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

	filter(words) {
		super.filter(words);
		this.#showAll();
	}

	render() {
		return html`${heading('Headroom', 'What blocks next?', this.filterBox('Filter symbol, gate or limit'))}
			${this.room.show((data) => (data.unknown ? lacking(data.unknown) : this.#rows(data)), 'the headroom')}`;
	}

	#rows(data) {
		const rows = data.rows;
		if (rows.length === 0) {
			return html`<p class="empty">No symbol has used any of a limit: none had a permit lately${data.at ? html`, as of ${time(data.at)}` : ''}.</p>`;
		}
		const known = rows.filter((r) => !isUnknown(r));
		const full = known.filter((r) => r.ratio >= 1).length;
		const near = known.filter((r) => r.ratio >= 0.8 && r.ratio < 1).length;
		const shown = this.chosen(rows, (r) => `${who(r)} ${r.gate} ${r.number} ${r.threshold} ${r.scope} ${r.from}`);
		return html`
			<div class="tiles">
				${tile('At or over the limit', full, full ? 'bad' : 'ok')}
				${tile('From 80 %', near, near ? 'warn' : 'ok')}
				${tile('Unknown', rows.length - known.length, rows.length > known.length ? 'unknown' : 'ok')}
				${tile('Limits in use', data.total, 'off')}
				<p class="next">${next(known)}</p>
			</div>
			${table('Limits, the fullest first', this.#all ? shown : shown.slice(0, MOST), [
				['Symbol', (r) => html`${r.symbol ? html`<a href="#${decisionsOf(r)}">${line(r.symbol)}</a>` : html`<b>Portfolio</b>`}${r.scope && !['symbol', 'portfolio'].includes(r.scope) ? html`<span class="soft second">${line(r.scope)}</span>` : ''}`, 'symbol'],
				['Gate', (r) => line(gateName(r.number, r.gate)), 'gate'],
				['Used', (r) => used(isUnknown(r) ? undefined : r.ratio, r.unknown), 'used'],
				['Value', (r) => html`<span class="v" title=${r.asOf ? `as of ${plain(r.asOf)}` : ''}>${isUnknown(r) ? unknown() : figure(r.value, r.unit)}</span>`, 'num'],
				['Limit', (r) => html`${typeof r.limit === 'number' ? figure(r.limit, r.unit) : unknown()} ${soft(plain(r.unit))}`, 'num'],
				['A slot frees', frees, 'when'],
				['Limit is from', (r) => html`${line(r.threshold)}<span class="soft second">${line(r.from)}</span>`, 'from'],
			], { cls: 'headroom', key: rowKey, rowCls: (r) => level(isUnknown(r) ? undefined : r.ratio), open: decisionsOf, empty: html`No limit matches “${plain(this.words, 60)}”.` })}
			${data.total > rows.length && !this.#all ? html`<p><button @click=${() => this.#showAll()}>Show all ${data.total}</button></p>` : ''}
			<p class="soft foot"><span>${count(shown.length, 'row')}${shown.length < data.total ? ` of ${data.total}` : ''}, as of ${data.at ? time(data.at) : unknown()}. What a plan of the symbol that closes nothing would meet now.</span></p>`;
	}
}

function next(known) {
	const worst = known.filter((r) => r.ratio >= 0.8).sort((a, b) => b.ratio - a.ratio)[0];
	if (!worst) {
		return 'Nothing is near its limit.';
	}
	const what = html`<b>${who(worst).slice(0, 40)}, ${gateName(worst.number, worst.gate).slice(0, 60)}</b>`;
	const until = worst.freesAt && Date.parse(worst.freesAt) > now() ? html`, until ${utc(Date.parse(worst.freesAt))}` : '';
	return worst.ratio >= 1 ? html`${what} is ${worst.ratio > 1 ? 'over' : 'at'} its limit${until}.` : html`${what} is next: ${percent(worst.ratio)} of its limit.`;
}

function frees(r) {
	const at = Date.parse(r.freesAt ?? '');
	if (Number.isNaN(at)) {
		return soft('–');
	}
	return at <= now() ? soft('due') : html`<time datetime=${r.freesAt} title=${r.freesAt}>${relative(at)} <span class="soft second">${utc(at)}</span></time>`;
}

customElements.define('gov-headroom', Headroom);
