// The health bar: may I trust this screen, and are plans permitted at all?

import { html } from 'lit';
import { act, signIn, signOut } from './actions.js';
import { session } from './api.js';
import { ahead, span } from './clock.js';
import { live } from './live.js';
import { count, digest, facts, figure, plain, say, section, sign, soft, time, unknown } from './text.js';

const BEHIND_SEC = 30;
const CLOCK_MS = 5000;

const KNOWN_DISARM = { __proto__: null, armed: 'ok', 'none today': 'ok', disarming: 'warn', 'under way': 'warn' };

/** The kill keys that are on. One that can't be read counts as on. */
export const killsOn = (overview) => Object.entries(overview?.kill ?? {}).filter(([, state]) => state !== 'off' && !state.startsWith('unknown'));

/** What was carried out today is over when the executor was armed again. */
const kindOfDisarm = (o) => (!o.disarm?.state ? 'unknown' : o.disarm.state === 'carried out today' && o.mode !== 'dry_run' ? 'off' : (KNOWN_DISARM[o.disarm.state] ?? 'bad'));

/** A daemon that observes decides nothing, and that is as it should be. */
export const observes = (overview) => /^observed/.test(overview?.plans?.state ?? '');

const MODES = {
	__proto__: null, production: 'Plans are permitted in production.', testnet: 'Plans are permitted on the test net.', dry_run: 'Permits are given, orders are only pretended.',
};
const told = (kind, word, why) => ({ kind, word, why });
const untold = (why) => told('unknown', 'UNKNOWN', why);

export function verdict(overview) {
	if (!overview) {
		return untold('Nothing is known of the daemon now.');
	}
	const { disarm, mode, plans } = overview;
	const kills = killsOn(overview);
	if (Object.values(overview.kill ?? {}).some((state) => state.startsWith('unknown'))) {
		return untold('Whether a kill switch is on is not known: Redis does not answer.');
	}
	if (kills.length > 0) {
		return told('bad', 'STOPPED', `Every plan is blocked: ${kills.map(([key, state]) => `${plain(key)} is ${plain(state)}`).join(', ')}.`);
	}
	if (!plans?.state) {
		return untold('It is not known whether plans are decided.');
	}
	if (observes(overview)) {
		return overview.healthy ? told('off', 'OBSERVING', 'Plans are judged here and decided by another governor.') : told('warn', 'NOT OBSERVING', 'The daemon says of itself that it is not healthy.');
	}
	if (plans.state !== 'decided') {
		return told('bad', 'NOT DECIDING', plain(plans.state));
	}
	if (kindOfDisarm(overview) === 'bad') {
		return told('bad', /fail/.test(disarm.state) ? 'DISARM FAILS' : 'DISARMED', plain(disarm.reason || disarm.state));
	}
	if (overview.healthy === false) {
		return told('bad', 'UNHEALTHY', 'The daemon says of itself that it is not healthy. See what is marked.');
	}
	if (!mode) {
		return untold('The mode is not known.');
	}
	const name = plain(mode);
	return name === 'production' ? told('ok', 'LIVE', MODES[name]) : told('off', name.replace('_', ' ').toUpperCase(), MODES[name] ?? `The mode is ${name}.`);
}

/** 3 wait, 12 s: how many, and for how long the first of them. */
const waiting = (n, sec, none) => (typeof n !== 'number' ? '' : n === 0 ? none : `${figure(n)} wait${sec == null ? '' : `, ${span(sec)}`}`);

const cell = (name, kind, word, more = '') => html`<div class="cell ${kind}"><dt>${name}</dt><dd>${kind === 'unknown' ? unknown(word) : sign(kind, word)}${more && html` <small>${more}</small>`}</dd></div>`;

const state = (part, good, word = good) => (!part?.state ? ['unknown', ''] : part.state === good ? ['ok', word] : ['bad', say(part.state, 44)]);

const differ = (o) => new Set((o.daemons ?? []).map((d) => d.digest).filter(Boolean)).size > 1;

function cells(o) {
	const kills = Object.entries(o.kill ?? {});
	const on = killsOn(o);
	const exchange = o.exchange?.state === 'not configured' ? ['off', 'not configured'] : state(o.exchange, 'connected');
	const archive = state(o.archive, 'archiving');
	if (o.archive?.state?.startsWith('switched off')) {
		archive.splice(0, 2, 'off', 'switched off');
	} else if (archive[0] === 'ok' && o.archive.lagSec > BEHIND_SEC) {
		archive.splice(0, 2, 'warn', 'behind');
	}
	const plans = state(o.plans, 'decided');
	const rulebook = cell('Rulebook', !o.rulebook?.version ? 'unknown' : o.refused || differ(o) ? 'warn' : 'ok', !o.rulebook?.version ? '' : say(o.rulebook.version, 20), html`${o.rulebook?.digest ? digest(o.rulebook.digest) : ''}${differ(o) ? html` <b>daemons differ</b>` : ''}${o.refused ? html` <b>newest refused</b>` : ''}`);
	const redis = cell('Redis', ...state(o.redis, 'connected'));
	if (observes(o)) {
		return html`${cell('Plans', 'off', 'observed')}${rulebook}${redis}`;
	}
	return html`
		${kills.length === 0 || kills.some(([, s]) => s.startsWith('unknown')) ? cell('Kill switch', 'unknown', '') : on.length === 0 ? cell('Kill switch', 'ok', 'off') : cell('Kill switch', 'bad', on.every(([, s]) => s === 'on') ? 'on' : 'counts as on')}
		${cell('Disarm', kindOfDisarm(o), kindOfDisarm(o) === 'off' ? 'armed again' : say(o.disarm?.state ?? '', 44))}
		${cell('Plans', plans[0], plans[1], waiting(o.plans?.waiting, o.plans?.oldestSec, 'none waits'))}
		${rulebook}
		${o.canaries && o.canaries !== 'well' ? cell('Canaries', 'bad', say(o.canaries, 44)) : ''}
		${redis}
		${cell('Exchange', ...exchange, typeof o.exchange?.ageSec !== 'number' ? '' : `${o.exchange.ageSec.toFixed(1)} s old`)}
		${cell('Archive', ...archive, waiting(o.archive?.unarchived, o.archive?.lagSec, 'all kept'))}`;
}

/** What is behind the cells. */
function more(o) {
	const daemons = o.daemons ?? [];
	return html`<details class="more"><summary>${daemons.length ? count(daemons.length, 'daemon') : 'More'}${differ(o) ? ', digests differ' : ''}${o.overrides?.length ? html`, ${count(o.overrides.length, 'override')}` : ''}${o.shadow?.state ? ', a candidate in the shadow' : ''}</summary>
		<div class="panels">
			<section><h2>Daemons</h2><ul class="plain">${daemons.map((d) => html`<li>${say(d.daemon, 60)}${d.self ? html` <span class="soft">(this one)</span>` : ''}<br>rulebook ${say(d.version, 30)} ${digest(d.digest)} ${d.digest && o.rulebook?.digest && d.digest !== o.rulebook.digest ? sign('warn', 'differs') : ''}<br><span class="soft">governor ${say(d.product, 40)}, seen ${time(d.at)}</span></li>`)}</ul></section>
			<section><h2>Mode</h2><p>${o.mode ? say(o.mode, 40) : unknown()}${o.modeFrom ? html`<br>${soft(say(o.modeFrom))}` : ''}</p>
				<h2>Kill switch</h2><ul class="plain">${Object.entries(o.kill ?? {}).map(([key, s]) => html`<li>${say(key)}: ${say(s)}</li>`)}</ul></section>
			<section><h2>Disarm</h2>${facts(Object.entries(o.disarm ?? {}))}<h2>Canaries</h2><p>${o.canaries ? say(o.canaries) : unknown()}</p></section>
			${o.refused ? section('Refused rulebook', facts([['at', o.refused.at ? time(o.refused.at) : ''], ['step', o.refused.step], ['from', o.refused.from], ['why', o.refused.why]])) : ''}
			${o.overrides?.length ? html`<section><h2>Set by the operator</h2><ul class="plain">${o.overrides.map((text) => html`<li>${say(text, 200)}</li>`)}</ul></section>` : ''}
			${o.shadow?.state ? section('In the shadow', facts(Object.entries(o.shadow))) : ''}
		</div></details>`;
}

/** All of it; grey, and then struck out, while nothing is heard. */
export function healthBar(overview, fresh) {
	const o = overview ?? {};
	const now = verdict(overview);
	const who = session.now;
	const stopped = killsOn(o).length > 0;
	const age = live.heardAt ? (Date.now() - live.heardAt) / 1000 : NaN;
	return html`<div class="health">
		<div class="top">
			<a class="mark" href="#/"><img src="/room/icon.svg" alt="" width="24" height="24"> governor</a>
			<span class="fed environment ${now.kind} ${o.mode === 'production' ? 'real' : 'unreal'}">${plain(o.environment ?? '') ? html`<bdi>${plain(o.environment, 60)}</bdi> ` : ''}<b>${o.mode ? plain(o.mode).replace('_', ' ').slice(0, 30) : 'mode unknown'}</b></span>
			<span class="space"></span>
			<span class="beat ${fresh}">${Number.isNaN(age) ? 'no update yet' : html`<span class="wide">last update</span> <b>${span(age)}</b> ago`}</span>
			${Math.abs(ahead()) > CLOCK_MS ? html`<span class="soft" title="Times on this page are the daemon's">your clock is ${span(Math.abs(ahead()) / 1000)} ${ahead() > 0 ? 'slow' : 'fast'}</span>` : ''}
			${who.role === 'none'
				? html`<button class="quiet" @click=${signIn}>Sign in</button>`
				: html`<span class="soft" title=${who.until ? `Signed in until ${plain(who.until)}` : ''}>${say(who.name, 30)} (${plain(who.role)})</span><button class="quiet" @click=${signOut}>Sign out</button>`}
			<button class=${stopped ? 'loosen' : 'stop'} @click=${() => act(stopped ? 'kill-off' : 'kill-on')}>${stopped ? 'Let plans be permitted again …' : html`<i aria-hidden="true">■</i> Stop all permits …`}</button>
		</div>
		<div class="state fed ${now.kind}">
			<div class="told"><p class="verdict">${sign(now.kind, now.word)}</p><p class="why">${say(now.why, 120)}</p></div>
			${overview ? html`<dl class="cells">${cells(o)}</dl>` : ''}
		</div>
		${overview ? html`<div class="fed">${more(o)}</div>` : ''}
	</div>`;
}
