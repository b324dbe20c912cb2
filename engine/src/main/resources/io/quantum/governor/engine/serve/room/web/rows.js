// How a decision is told in a row: used by the live list and by the search of the audit.

import { html, nothing } from 'lit';
import { time, line, digest, figure, gateName, sign, plain } from './text.js';

/** permit, block, would, error or other. */
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

/** The sign and word of a decision. */
export const decided = (row) => {
  const said = plain(row.decision).toLowerCase().replace('_', ' ') || 'unknown';
  const [kind, word] = SIGNS[classOf(row)] ?? ['off', said];
  return sign(kind, word === 'error' && row.decision !== 'BLOCK' ? said : word);
};

/** Where a plan is explained. */
export const planHash = (row) => `/plan/${encodeURIComponent(row.plan ?? '')}`;

/** The gate that decided: its number and name. */
export const gateOf = (row) => gateName(row.gate, row.gateName);

export const COLUMNS = [
  { head: 'Time', cls: 'at', cell: (r) => time(r.at, { millis: true }) },
  { head: 'Decision', cls: 'decision', cell: decided },
  { head: 'Symbol', cls: 'symbol', cell: (r) => line(r.symbol) },
  { head: 'Plan', cls: 'plan', cell: (r) => (r.plan ? html`<a href="#${planHash(r)}">${line(r.plan)}</a>` : line('')) },
  { head: 'Action', cls: 'action', cell: (r) => line(r.action) },
  { head: 'USD', cls: 'num', cell: (r) => (typeof r.usd === 'number' ? figure(r.usd, 'usd') : html`<span class="soft" title=${plain(r.usdUnknown)}>unknown</span>`) },
  { head: 'Reason', cls: 'reason', cell: (r) => line(r.reason || r.would?.join(', ')) },
  { head: 'Gate', cls: 'gate', cell: (r) => line(gateOf(r)) },
  { head: 'Rulebook', cls: 'rulebook', cell: (r) => html`${line(r.version)}${r.digest ? html` <span class="soft">${digest(r.digest)}</span>` : nothing}` },
];

/** What decisions can be narrowed down by: name, label, hint. */
export const QUESTIONS = [
  ['symbol', 'Symbol', 'BTCUSDT'], ['gate', 'Gate', '2'], ['rulebook', 'Rulebook', '1.4.0'],
  ['since', 'Since, UTC', '2h, 10:31, 2026-01-28'], ['until', 'Until, UTC', '30m, 10:45'],
];

/** What goes into a file. */
export const CSV_COLUMNS = ['at', 'decision', 'symbol', 'plan', 'action', 'usd', 'usdUnknown', 'reason', 'would', 'gate', 'gateName', 'version', 'digest', 'id'];
