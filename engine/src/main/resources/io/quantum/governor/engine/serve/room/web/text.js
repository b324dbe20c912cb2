// What the pages are made of: texts that may be hostile, times, numbers, signs, bars and tables.

import { html, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { repeat } from 'lit/directives/repeat.js';
import { relative, utc } from './clock.js';

// Control characters and those that turn the direction of what follows are shown, never obeyed.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const ENOUGH = 200;

/** The text with everything unseen made visible, cut when it is longer than that. */
export function plain(value, most) {
	const text = value == null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.replace(UNSEEN, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`).slice(0, most);
}

/** A text from outside: by itself in its line, cut when it is long and whole on demand. */
export function say(value, most = ENOUGH) {
	const text = plain(value);
	if (text === '') {
		return '';
	}
	if (text.length <= most) {
		return html`<bdi>${text}</bdi>`;
	}
	return html`<details class="long"><summary><bdi>${text.slice(0, most)}…</bdi> <span class="soft">all ${text.length} characters</span></summary><bdi class="whole">${text}</bdi></details>`;
}

/** The same in one line of a table: cut by its width, whole in its title. */
export function line(value, cls = '') {
	const text = plain(value);
	return text === '' ? soft('–') : html`<bdi class="line ${cls}" title=${text.slice(0, 1500)}>${text.slice(0, 300)}</bdi>`;
}

export const soft = (text) => html`<span class="soft">${text}</span>`;

export const note = (text, cls = '') => text && html`<p class="note ${cls}">${typeof text === 'string' ? say(text, 500) : text}</p>`;

export const section = (title, body, cls = '') => html`<section class=${cls}><h2>${title}</h2>${body}</section>`;

export const planLink = (id) => html`<a href="#/plan/${encodeURIComponent(id)}">${line(id)}</a>`;

export const reason = (text) => (text ? say(text) : soft('no reason given'));

/** What is not known, and why if somebody said. */
export const unknown = (why = '') => html`<span class="unknown"><i aria-hidden="true">◇</i> unknown${why ? html`: ${typeof why === 'string' ? say(why) : why}` : ''}</span>`;

/** In the place of a page's numbers: they are not known, and why. */
export const lacking = (why) => html`<div class="failed"><p>${unknown(why)}</p></div>`;

/** A time: UTC, and how long ago. */
export function time(iso, { millis = false, rel = true, none = 'never' } = {}) {
	const at = iso ? Date.parse(iso) : NaN;
	if (Number.isNaN(at)) {
		return iso ? say(iso) : soft(none);
	}
	return html`<time datetime=${iso} title=${plain(iso)}>${utc(at, millis)}${rel ? html` ${soft(relative(at))}` : ''}</time>`;
}

const EIGHT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 8 });
const TWO = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, minimumFractionDigits: 2 });

/** A number; what is none is unknown, never 0. */
export function number(value, unit = '') {
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		return value == null || value === '' ? unknown() : say(value);
	}
	return figure(value, unit);
}

export function figure(value, unit = '') {
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		return 'unknown';
	}
	const money = /^usd/i.test(unit) && !Number.isInteger(value) && Math.abs(value) >= 0.01;
	return (money ? TWO : EIGHT).format(value);
}

const SHAPES = { ok: '●', warn: '▲', bad: '■', unknown: '◇', off: '○', half: '◧', block: '■' };

/** A shape and a word: a colour alone says nothing to many. */
export const sign = (kind, word) => html`<span class="sign ${kind}"><i aria-hidden="true">${SHAPES[kind] ?? '○'}</i> ${word}</span>`;

/** The sign for a value from outside, which is why such lists inherit nothing; the value itself when there is none. */
export const signOf = (signs, value) => sign(...(signs[value] ?? ['off', plain(value) || 'unknown']));

class Place extends Directive {
	constructor(part) {
		super(part);
		this.style = part.element.style;
	}

	render() {
		return '';
	}

	// a style attribute would be refused by the content security policy; a property set by script is not
	update(part, [from, share]) {
		if (from !== this.from || share !== this.share) {
			this.from = from;
			this.share = share;
			this.style.setProperty('--from', String(from));
			this.style.setProperty('--share', String(share));
		}
		return '';
	}
}

/** Says where an element begins and how much of the whole it takes, both from 0 to 1. */
export const place = directive(Place);

export const share = (part) => place(0, Math.min(1, Math.max(0, part)));

export const level = (ratio) => (typeof ratio !== 'number' ? 'unknown' : ratio >= 1 ? 'bad' : ratio >= 0.8 ? 'warn' : 'ok');

/** A bar with a tick at 80 %. What it shows stands beside it in words. */
export const bar = (ratio, cls = level(ratio)) =>
	html`<span class="bar ${cls}" aria-hidden="true" ${share(typeof ratio === 'number' ? ratio : 0)}></span>`;

/** A bar and, in words, how much of a limit is used. */
export const used = (ratio, why = '') =>
	html`${bar(ratio)}<span class="v">${typeof ratio !== 'number' ? unknown(why) : sign(level(ratio), ratio > 1 ? `over, ${percent(ratio)}` : ratio === 1 ? 'at the limit' : percent(ratio))}</span>`;

export const tile = (name, n, kind) => html`<div class="tile ${kind}"><b>${n}</b><span>${sign(kind, name)}</span></div>`;

export const percent = (ratio) => (typeof ratio === 'number' && Number.isFinite(ratio) ? `${Math.floor(ratio * 100 + 1e-9)} %` : 'unknown');

/** The beginning of a digest; the whole in its title. */
export const digest = (value) => (value ? html`<bdi class="mono" title=${plain(value)}>${plain(value, 12)}</bdi>` : unknown());

export const gateName = (number, name) => {
	const n = plain(number);
	return n !== '' && n !== name && /^-?[0-9.]+$/.test(n) ? `${n} ${plain(name)}`.trim() : plain(name || number);
};

export const count = (n, one, many = `${one}s`) => `${EIGHT.format(n)} ${n === 1 ? one : many}`;

export const command = (text) =>
	text
		? html`<span class="command"><code>${plain(text)}</code><button class="small" @click=${(e) => copy(text, e.currentTarget)}>Copy</button></span>`
		: '';

/** Copies a text, and says on the button whether it worked. */
export async function copy(text, button) {
	const before = button.dataset.label ?? button.textContent;
	button.dataset.label = before;
	try {
		await navigator.clipboard.writeText(text);
		button.textContent = 'Copied';
	} catch {
		// without a secure origin there is no clipboard: mark the text, so that the person's own keys can copy it
		const code = button.parentElement?.querySelector('code');
		if (code) {
			getSelection()?.selectAllChildren(code);
		}
		button.textContent = code ? 'Marked: press Ctrl+C' : 'Not allowed here';
	}
	setTimeout(() => (button.textContent = before), 2000);
}

/**
 * A table that becomes cards on a narrow screen; its roles are spelled out because cards are no table to a browser.
 *
 * @param columns each [head, what, class], where what draws the cell of a row, or names the field that holds its text
 * @param key what tells rows apart
 * @param rowCls class of a row
 * @param open where Enter on a row leads, as a hash
 */
export function table(caption, rows, columns, { key, rowCls, open, cls = '', empty = 'None.' } = {}) {
	if (rows.length === 0) {
		return html`<p class="empty">${empty}</p>`;
	}
	// two rows of one key would make repeat draw one of them twice
	const seen = new Map();
	const unique = (r) => {
		const k = key(r);
		const n = seen.get(k) ?? 0;
		seen.set(k, n + 1);
		return n === 0 ? k : `${k}\u0000${n}`;
	};
	const row = (r) => html`<tr role="row" tabindex="-1" data-row data-open=${open?.(r) ?? nothing} class=${rowCls?.(r) ?? ''}>${columns.map(([head, what, c = '']) => html`
		<td role="cell" data-head=${head} class=${c}>${orDash(typeof what === 'string' ? say(r[what]) : what(r))}</td>`)}</tr>`;
	return html`<table role="table" class="cards ${cls}">
		<caption class="aside">${caption}</caption>
		<thead role="rowgroup"><tr role="row">${columns.map(([head, , c = '']) => html`<th role="columnheader" scope="col" class=${c}>${head}</th>`)}</tr></thead>
		<tbody role="rowgroup">${key ? repeat(rows, unique, row) : rows.map(row)}</tbody>
	</table>`;
}

const orDash = (shown) => (shown === '' ? soft('–') : shown);

export const numbers = (head, field, unit) => [head, (row) => number(row[field], unit), 'num'];

/** A list of names and values, of whatever a map holds. */
export function facts(entries) {
	const list = entries.filter(([, value]) => value !== '' && value != null);
	return list.length === 0 ? '' : html`<dl class="facts">${list.map(([name, value]) => html`<div><dt>${plain(name)}</dt><dd>${typeof value === 'object' ? value : say(value)}</dd></div>`)}</dl>`;
}

export function matches(text, words) {
	const low = text.toLowerCase();
	return words.toLowerCase().split(/\s+/).every((word) => low.includes(word));
}

export const release = (r) => html`<b>${say(r.version, 40)}</b> ${soft(digest(r.digest))}`;
