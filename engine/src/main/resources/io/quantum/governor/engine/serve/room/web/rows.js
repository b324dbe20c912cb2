// How a decision is told in a row: used by the live list and by the search of the audit.

import { html } from 'lit';
import { digest, figure, gateName, line, plain, sign, soft, time } from './text.js';

export function classOf(row) {
	if (row.error) {
		return 'error';
	}
	if (row.decision === 'BLOCK') {
		return 'block';
	}
	return row.decision === 'PERMIT' && row.would?.length ? 'would' : row.decision === 'PERMIT' ? 'permit' : 'other';
}

const SIGNS = {
	permit: ['ok', 'permit'],
	block: ['block', 'block'],
	would: ['half', 'would block'],
	error: ['warn', 'error'],
};

export const decided = (row) => {
	const said = plain(row.decision).toLowerCase().replace('_', ' ') || 'unknown';
	const [kind, word] = SIGNS[classOf(row)] ?? ['off', said];
	return sign(kind, word === 'error' && row.decision !== 'BLOCK' ? said : word);
};

export const planHash = (row) => `/plan/${encodeURIComponent(row.plan ?? '')}`;

export const gateOf = (row) => gateName(row.gate, row.gateName);

export const COLUMNS = [
	['Time', (r) => time(r.at, { millis: true }), 'at'],
	['Decision', decided, 'decision'],
	['Symbol', (r) => line(r.symbol), 'symbol'],
	['Plan', (r) => (r.plan ? html`<a href="#${planHash(r)}">${line(r.plan)}</a>` : line('')), 'plan'],
	['Action', (r) => line(r.action), 'action'],
	['USD', (r) => (typeof r.usd === 'number' ? figure(r.usd, 'usd') : html`<span class="soft" title=${plain(r.usdUnknown)}>unknown</span>`), 'num'],
	['Reason', (r) => line(r.reason || r.would?.join(', ')), 'reason'],
	['Gate', (r) => line(gateOf(r)), 'gate'],
	['Rulebook', (r) => html`${line(r.version)}${r.digest ? html` ${soft(digest(r.digest))}` : ''}`, 'rulebook'],
];

/** What decisions can be narrowed down by: name, label, hint. */
export const QUESTIONS = [
	['symbol', 'Symbol', 'BTCUSDT'], ['gate', 'Gate', '2'], ['rulebook', 'Rulebook', '1.4.0'],
	['since', 'Since, UTC', '2h, 10:31, 2026-01-28'], ['until', 'Until, UTC', '30m, 10:45'],
];

export const CSV_COLUMNS = ['at', 'decision', 'symbol', 'plan', 'action', 'usd', 'usdUnknown', 'reason', 'would', 'gate', 'gateName', 'version', 'digest', 'id'];
