// The health bar: may I trust this screen, and are plans permitted at all?

import { html, nothing } from 'lit';
import { session } from './api.js';
import { ahead, span } from './clock.js';
import { live } from './live.js';
import { count, digest, facts, number, plain, say, sign, time, unknown } from './text.js';
import { act, signIn, signOut } from './actions.js';

const BEHIND_SEC = 30;
const CLOCK_MS = 5000;

const KNOWN_DISARM = { __proto__: null, armed: 'ok', 'none today': 'ok', disarming: 'warn', 'under way': 'warn' };

/** The kill keys that are on. One that can't be read counts as on. */
export const killsOn = (overview) => Object.entries(overview?.kill ?? {}).filter(([, state]) => state !== 'off' && !state.startsWith('unknown'));

/** What was carried out today is over when the executor was armed again. */
const kindOfDisarm = (o) => (!o.disarm?.state ? 'unknown' : o.disarm.state === 'carried out today' && o.mode !== 'dry_run' ? 'off' : (KNOWN_DISARM[o.disarm.state] ?? 'bad'));

/** Everything in one word, and why. */
export function verdict(overview) {
  if (!overview) {
    return { kind: 'unknown', word: 'UNKNOWN', why: 'Nothing is known of the daemon now.' };
  }
  const kills = killsOn(overview);
  if (Object.values(overview?.kill ?? {}).some((state) => state.startsWith('unknown'))) {
    return { kind: 'unknown', word: 'UNKNOWN', why: 'Whether a kill switch is on is not known: Redis does not answer.' };
  }
  if (kills.length > 0) {
    return { kind: 'bad', word: 'STOPPED', why: `Every plan is blocked: ${kills.map(([key, state]) => `${plain(key)} is ${plain(state)}`).join(', ')}.` };
  }
  if (!overview.plans?.state) {
    return { kind: 'unknown', word: 'UNKNOWN', why: 'It is not known whether plans are decided.' };
  }
  if (overview.plans.state !== 'decided') {
    return { kind: 'bad', word: 'NOT DECIDING', why: plain(overview.plans.state) };
  }
  const disarm = overview.disarm?.state ?? '';
  if (kindOfDisarm(overview) === 'bad') {
    return { kind: 'bad', word: /fail/.test(disarm) ? 'DISARM FAILS' : 'DISARMED', why: plain(overview.disarm.reason || disarm) };
  }
  if (overview.healthy === false) {
    return { kind: 'bad', word: 'UNHEALTHY', why: 'The daemon says of itself that it is not healthy. See what is marked.' };
  }
  const mode = plain(overview.mode ?? '');
  const words = { production: 'Plans are permitted in production.', testnet: 'Plans are permitted on the test net.', dry_run: 'Permits are given, orders are only pretended.' };
  return mode
    ? { kind: mode === 'production' ? 'ok' : 'off', word: mode === 'production' ? 'LIVE' : mode.replace('_', ' ').toUpperCase(), why: words[mode] ?? `The mode is ${mode}.` }
    : { kind: 'unknown', word: 'UNKNOWN', why: 'The mode is not known.' };
}

const cell = (name, kind, word, more = nothing) => html`<div class="cell ${kind}"><dt>${name}</dt><dd>${kind === 'unknown' ? unknown(word) : sign(kind, word)}${more === nothing ? nothing : html` <small>${more}</small>`}</dd></div>`;

const state = (part, good, word = good) => (!part?.state ? ['unknown', ''] : part.state === good ? ['ok', word] : ['bad', say(part.state, 44)]);

function cells(o) {
  const kills = Object.entries(o.kill ?? {});
  const on = killsOn(o);
  const rulebooks = new Set((o.daemons ?? []).map((d) => d.digest).filter(Boolean));
  const exchange = o.exchange?.state === 'not configured' ? ['off', 'not configured'] : state(o.exchange, 'connected');
  const archive = state(o.archive, 'archiving');
  if (o.archive?.state?.startsWith('switched off')) {
    archive.splice(0, 2, 'off', 'switched off');
  } else if (archive[0] === 'ok' && o.archive.lagSec > BEHIND_SEC) {
    archive.splice(0, 2, 'warn', 'behind');
  }
  const plans = state(o.plans, 'decided');
  return html`
    ${kills.length === 0 || kills.some(([, s]) => s.startsWith('unknown')) ? cell('Kill switch', 'unknown', '') : on.length === 0 ? cell('Kill switch', 'ok', 'off') : cell('Kill switch', 'bad', on.every(([, s]) => s === 'on') ? 'on' : 'counts as on')}
    ${cell('Disarm', kindOfDisarm(o), kindOfDisarm(o) === 'off' ? 'armed again' : say(o.disarm?.state ?? '', 44))}
    ${cell('Plans', plans[0], plans[1], typeof o.plans?.waiting !== 'number' ? nothing : o.plans.waiting > 0 ? html`${number(o.plans.waiting)} wait${o.plans.oldestSec == null ? '' : `, ${span(o.plans.oldestSec)}`}` : 'none waits')}
    ${cell('Rulebook', !o.rulebook?.version ? 'unknown' : o.refused || rulebooks.size > 1 ? 'warn' : 'ok', !o.rulebook?.version ? '' : say(o.rulebook.version, 20), html`${o.rulebook?.digest ? digest(o.rulebook.digest) : nothing}${rulebooks.size > 1 ? html` <b>daemons differ</b>` : nothing}${o.refused ? html` <b>newest refused</b>` : nothing}`)}
    ${o.canaries && o.canaries !== 'well' ? cell('Canaries', 'bad', say(o.canaries, 44)) : nothing}
    ${cell('Redis', ...state(o.redis, 'connected'))}
    ${cell('Exchange', ...exchange, typeof o.exchange?.ageSec !== 'number' ? nothing : `${o.exchange.ageSec.toFixed(1)} s old`)}
    ${cell('Archive', ...archive, typeof o.archive?.unarchived !== 'number' ? nothing : o.archive.unarchived > 0 ? html`${number(o.archive.unarchived)} wait${o.archive.lagSec == null ? '' : `, ${span(o.archive.lagSec)}`}` : 'all kept')}`;
}

/** How many of the parts are well: on a narrow screen those are folded away. */
function more(o) {
  const daemons = o.daemons ?? [];
  return html`<details class="more"><summary>${count(daemons.length, 'daemon')}${o.overrides?.length ? html`, ${count(o.overrides.length, 'override')}` : nothing}${o.shadow?.state ? ', a candidate in the shadow' : ''}</summary>
    <div class="panels">
      <section><h2>Daemons</h2><ul class="plain">${daemons.map((d) => html`<li>${say(d.daemon, 60)}${d.self ? html` <span class="soft">(this one)</span>` : nothing}<br>rulebook ${say(d.version, 30)} ${digest(d.digest)} ${d.digest && o.rulebook?.digest && d.digest !== o.rulebook.digest ? sign('warn', 'differs') : nothing}<br><span class="soft">governor ${say(d.product, 40)}, seen ${time(d.at)}</span></li>`)}</ul></section>
      <section><h2>Mode</h2><p>${o.mode ? say(o.mode, 40) : unknown()}${o.modeFrom ? html`<br><span class="soft">${say(o.modeFrom)}</span>` : nothing}</p>
        <h2>Kill switch</h2><ul class="plain">${Object.entries(o.kill ?? {}).map(([key, s]) => html`<li>${say(key)}: ${say(s)}</li>`)}</ul></section>
      <section><h2>Disarm</h2>${facts(Object.entries(o.disarm ?? {}))}<h2>Canaries</h2><p>${o.canaries ? say(o.canaries) : unknown()}</p></section>
      ${o.refused ? html`<section><h2>Refused rulebook</h2>${facts([['at', o.refused.at ? time(o.refused.at) : ''], ['step', o.refused.step], ['from', o.refused.from], ['why', o.refused.why]])}</section>` : nothing}
      ${o.overrides?.length ? html`<section><h2>Set by the operator</h2><ul class="plain">${o.overrides.map((text) => html`<li>${say(text, 200)}</li>`)}</ul></section>` : nothing}
      ${o.shadow?.state ? html`<section><h2>In the shadow</h2>${facts(Object.entries(o.shadow))}</section>` : nothing}
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
      <span class="fed environment ${now.kind} ${o.mode === 'production' ? 'real' : 'unreal'}">${plain(o.environment ?? '') ? html`<bdi>${plain(o.environment).slice(0, 60)}</bdi> ` : nothing}<b>${o.mode ? plain(o.mode).replace('_', ' ').slice(0, 30) : 'mode unknown'}</b></span>
      <span class="space"></span>
      <span class="beat ${fresh}">${Number.isNaN(age) ? 'no update yet' : html`<span class="wide">last update</span> <b>${span(age)}</b> ago`}</span>
      ${Math.abs(ahead()) > CLOCK_MS ? html`<span class="soft" title="Times on this page are the daemon's">your clock is ${span(Math.abs(ahead()) / 1000)} ${ahead() > 0 ? 'slow' : 'fast'}</span>` : nothing}
      ${who.role === 'none'
        ? html`<button class="quiet" @click=${signIn}>Sign in</button>`
        : html`<span class="soft" title=${who.until ? `Signed in until ${plain(who.until)}` : nothing}>${say(who.name, 30)} (${plain(who.role)})</span><button class="quiet" @click=${signOut}>Sign out</button>`}
      <button class=${stopped ? 'loosen' : 'stop'} @click=${() => act(stopped ? 'kill-off' : 'kill-on')}>${stopped ? 'Let plans be permitted again …' : html`<i aria-hidden="true">■</i> Stop all permits …`}</button>
    </div>
    <div class="state fed ${now.kind}">
      <div class="told"><p class="verdict">${sign(now.kind, now.word)}</p><p class="why">${say(now.why, 120)}</p></div>
      ${overview ? html`<dl class="cells">${cells(o)}</dl>` : nothing}
    </div>
    ${overview ? html`<div class="fed">${more(o)}</div>` : nothing}
  </div>`;
}
