// Incidents: what is stopped, by whom, until when? And how that came about.

import { act } from './actions.js';
import { killsOn } from './health.js';
import { announce, ask, count, heading, html, line, live, moment, note, now, on, Page, path, place, plain, reason, relative, say, section, sign, soft, span, table, time, utc } from './page.js';

const DOES = {
	'kill-on': 'Stop all permits',
	'kill-off': 'Let plans be permitted again',
	disarm: 'Put the executor into dry run',
	'rearm-testnet': 'Let the executor trade on the testnet',
	'rearm-production': 'Let the executor trade in production',
};
const LOCKS = { __proto__: null, kill: ['bad', 'Kill switch'], canary: ['bad', 'Canary'], rulebook: ['warn', 'Rulebook'], mode: ['off', 'Mode'] };
/** A deed's name says how grave it is. */
const deed = (kind) => [/FAILED|REJECTED|ROLLED|OVERRIDDEN/.test(kind) ? 'warn' : /_OFF$|^REARMED/.test(kind) ? 'ok' : /KILL|DISARM/.test(kind) ? 'bad' : 'off', plain(kind).toLowerCase().replaceAll('_', ' ')];
const RANGES = [['6h', '6 hours'], ['1d', '24 hours'], ['7d', '7 days'], ['30d', '30 days']];
const MOST_KEPT = 2000;
const AGAIN_SEC = 10;
const SOON_MS = 300;

/** Each lane: which deeds change it, and to what. */
const after = (d) => plain(d.after);
const version = (d) => plain(d.version);
const LANES = [
	{ name: 'Kill switch', to: { __proto__: null, KILL_SWITCH_ON: () => 'on', KILL_SWITCH_CHANGED: () => 'on', KILL_SWITCH_OFF: () => 'off' }, from: { KILL_SWITCH_ON: 'off', KILL_SWITCH_OFF: 'on' }, now: (o) => (Object.keys(o.kill ?? {}).length ? (killsOn(o).length ? 'on' : 'off') : ''), cls: (s) => (s === 'off' ? 'calm' : 'bad') },
	{ name: 'Mode', to: { __proto__: null, APPLY_MODE_CHANGED: after, DISARMED: after, AUTO_DISARM: after, REARMED: after }, from: {}, now: (o) => plain(o.mode ?? ''), cls: (s) => (s === 'production' ? 'calm' : 'half') },
	{ name: 'Rulebook', to: { __proto__: null, RULES_ACTIVATED: version, RULEBOOK_ACTIVATED: version, RULEBOOK_ROLLED_BACK: version }, from: {}, now: (o) => plain(o.rulebook?.version ?? ''), cls: () => 'calm' },
];

const idOf = (d) => d.id ?? `${d.at} ${d.kind} ${d.who}`;

class Incidents extends Page {
	#range = '1d';
	#older = [];
	#cursor = '';
	#wrong = '';

	start() {
		this.#range = RANGES.some(([r]) => r === this.query.get('range')) ? this.query.get('range') : '1d';
		this.told = this.keep(() => path('/api/incidents', { since: moment(this.#range) }), AGAIN_SEC, true);
		let soon = 0;
		this.until(on('incident', () => {
			clearTimeout(soon);
			soon = setTimeout(() => this.told.load(), SOON_MS);
		}));
		this.until(() => clearTimeout(soon));
	}

	asked() {
		return { range: this.#range === '1d' ? '' : this.#range, q: this.words };
	}

	#back(range) {
		this.#range = range;
		this.remember(this.asked());
		this.#older = [];
		this.#cursor = '';
		this.told.load();
	}

	async #more(cursor) {
		try {
			const answer = await ask(path('/api/incidents', { since: moment(this.#range), cursor }));
			this.#older = [...this.#older, ...answer.deeds].slice(-MOST_KEPT);
			this.#cursor = answer.cursor || 'end';
			this.#wrong = '';
			announce(`${count(answer.deeds.length, 'older entry', 'older entries')} loaded.`);
		} catch (error) {
			this.#wrong = error.message;
		}
		this.requestUpdate();
	}

	render() {
		return html`${heading('Incidents', 'What is stopped, by whom, until when?', html`
				${this.filterBox('Filter what was done')}
				<label class="pick"><span class="aside">Time</span><select @change=${(e) => this.#back(e.target.value)}>${RANGES.map(([value, name]) => html`<option value=${value} ?selected=${value === this.#range}>${name}</option>`)}</select></label>
				<button class="stop" @click=${() => act('disarm')}>${DOES.disarm} …</button>`)}
			${this.told.show((data) => this.#shown(data), 'the incidents')}`;
	}

	#shown(data) {
		const locks = data.inForce;
		const seen = new Set();
		const deeds = [...data.deeds, ...this.#older].filter((d) => !seen.has(idOf(d)) && seen.add(idOf(d)));
		const found = this.chosen(deeds, (d) => `${deed(d.kind)[1]} ${d.kind} ${d.who} ${d.from} ${d.why} ${d.before} ${d.after}`);
		const cursor = this.#cursor || data.cursor;
		return html`
			<section class="first-section fed"><h2>In force now</h2>${locks.length === 0 ? html`<p class="empty">${sign('ok', 'Nothing is stopped, and nothing is locked.')}</p>` : html`<ul class="locks">${locks.map((l) => this.#lock(l))}</ul>`}</section>
			${section('How it came about', this.#timeline(deeds, Boolean(cursor && cursor !== 'end')))}
			<section><h2>What was done, by whom and why</h2>
				${note(data.note)}
				${table('What was done, the newest first', found, [
					['Time', (d) => time(d.at), 'at'],
					['What', (d) => html`${sign(...deed(d.kind))}${d.count > 1 ? html` <span class="tag">${d.count} times</span>` : ''}`, 'what'],
					['Who', (d) => html`${say(d.who)}${d.from && d.from !== d.who ? html`<div class="soft">${say(d.from)}</div>` : ''}`, 'who'],
					['Before', 'before', 'was'],
					['After', 'after', 'was'],
					['Why', (d) => reason(d.why)],
				], { cls: 'deeds', key: idOf, empty: deeds.length ? 'Nothing that was done matches the filter.' : `Nothing was done in the last ${RANGES.find(([r]) => r === this.#range)[1]}.` })}
				${this.#wrong ? html`<p class="wrong">${say(this.#wrong)}</p>` : ''}
				<p class="foot">${cursor && cursor !== 'end' ? html`<button @click=${() => this.#more(cursor)}>Older</button>` : ''}<span class="soft">${count(found.length, 'entry', 'entries')}.</span></p></section>`;
	}

	#lock(l) {
		const [kind, name] = LOCKS[l.kind] ?? ['warn', plain(l.kind)];
		const tight = l.kind !== 'mode' ? kind : l.state === 'production' ? 'ok' : 'off';
		const until = Date.parse(l.until ?? '');
		return html`<li class="lock ${tight}">
			<p class="verdict">${sign(tight, name)} <span class="soft">is</span> ${say(l.state)}</p>
			${l.why || l.kind !== 'mode' ? html`<p>${reason(l.why)}</p>` : ''}
			<p class="soft">${l.by ? html`by ${say(l.by)}, ` : ''}${l.since ? html`since ${time(l.since)}` : 'since when is unknown'}${Number.isNaN(until) ? (l.kind === 'mode' ? '' : ', until somebody ends it') : html`, ${until > now() ? html`for <b>${span((until - now()) / 1000)}</b> more, until ${utc(until)}` : html`over ${relative(until)}`}`}</p>
			<p class="soft mono">${line(l.key)}</p>
			${l.actions.map((name) => html`<button class=${name === 'disarm' ? 'stop' : 'loosen'} @click=${() => act(name)}>${DOES[name] ?? plain(name)} …</button> `)}</li>`;
	}

	/** States over time. What was before the first entry, if nobody wrote it down, is drawn as unknown. */
	#timeline(deeds, cut) {
		const to = now();
		const from = Date.parse(moment(this.#range));
		const oldest = cut && deeds.length ? Date.parse(deeds[deeds.length - 1].at) : from;
		return html`<div class="lanes">${LANES.map((lane) => {
			const parts = segments(lane, deeds, from, to, oldest);
			const words = parts.map((p) => `${p.state || 'unknown'} from ${utc(p.from)}`).join(', ');
			return html`<div class="lane"><span>${lane.name}</span><div class="track" role="img" aria-label="${lane.name}: ${words}">${parts.map((p) => html`<span class="part ${p.state ? lane.cls(p.state) : 'unknown'}" title="${p.state || 'unknown'}: ${utc(p.from)} to ${utc(p.to)}" ${place((p.from - from) / (to - from), (p.to - p.from) / (to - from))}><span>${p.state || 'unknown'}</span></span>`)}</div></div>`;
		})}
		<div class="lane axis"><span></span><div class="track" aria-hidden="true">${[0, 0.25, 0.5, 0.75].map((x) => html`<span class="part" ${place(x, 0.25)}>${utc(from + x * (to - from)).replace(/:\d\dZ$/, 'Z')}</span>`)}</div></div></div>`;
	}
}

function segments(lane, deeds, from, to, oldest) {
	const changes = deeds
		.filter((d) => lane.to[d.kind] && Date.parse(d.at) >= from)
		.map((d) => ({ at: Date.parse(d.at), state: lane.to[d.kind](d), before: lane.from[d.kind] || (lane.name === 'Mode' ? plain(d.before) : '') }))
		.sort((a, b) => a.at - b.at);
	const current = live.state === 'live' ? lane.now(live.last.overview ?? {}) : '';
	const parts = [];
	let at = from;
	let state = changes.length ? changes[0].before : current;
	if (oldest > from) {
		parts.push({ from, to: oldest, state: '' });
		at = oldest;
	}
	for (const change of changes) {
		if (change.at > at) {
			parts.push({ from: at, to: change.at, state });
		}
		at = change.at;
		state = change.state;
	}
	parts.push({ from: at, to, state: changes.length && live.state !== 'live' ? '' : state });
	return parts;
}

customElements.define('gov-incidents', Incidents);
