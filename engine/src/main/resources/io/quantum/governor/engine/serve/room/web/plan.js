// A plan: why was it permitted or blocked?

import { html, nothing } from 'lit';
import { signIn } from './actions.js';
import { ask, path } from './api.js';
import { now, span, utc } from './clock.js';
import { Fetched, Page, announce, heading } from './page.js';
import { bar, command, count, digest, facts, figure, gateName, number, plain, say, sign, signOf, table, time, unknown } from './text.js';

const KIND = { PASS: 'ok', OPEN: 'half', BLOCK: 'bad' };
const SAID = { PASS: 'pass', OPEN: 'open', BLOCK: 'block' };
const OUTCOME = { __proto__: null, PERMIT: ['ok', 'PERMIT'], BLOCK: ['bad', 'BLOCK'], SKIP: ['off', 'SKIP'], DUPLICATE: ['off', 'DUPLICATE'], DEAD_LETTER: ['warn', 'DEAD LETTER'] };
const MOST_MISSES = 8;

const quoted = (text) => (/^[A-Za-z0-9._:-]+$/.test(text) ? text : `'${plain(text).replaceAll("'", "'\\''")}'`);

class Plan extends Page {
  #against = { version: '', loading: false, error: null, data: null };

  start() {
    this.why = new Fetched(this, () => this.rest && path(`/api/explain/${encodeURIComponent(this.rest)}`, { entry: this.query.get('entry') ?? '' }), true);
    this.records = new Fetched(this, () => this.rest && `/api/plans/${encodeURIComponent(this.rest)}`, true);
    this.keep(this.why, 0);
    this.keep(this.records, 0);
    this.known = new Fetched(this, () => '/api/jobs', true);
    this.known.load();
    if (this.query.get('against')) {
      this.#compare(this.query.get('against'));
    }
  }

  async #compare(version) {
    this.#against = { version, loading: true, error: null, data: null };
    this.remember({ entry: this.query.get('entry'), against: version });
    this.requestUpdate();
    try {
      const answer = await ask(path(`/api/explain/${encodeURIComponent(this.rest)}`, { entry: this.query.get('entry') ?? '', against: version }));
      this.#against = { version, loading: false, error: null, data: answer.against ?? null };
      announce(this.#against.data?.verdict ? (differs(this.#against.data.verdict) ? 'The verdict differs.' : 'The verdict is the same.') : 'No comparison came back.');
    } catch (error) {
      this.#against = { version, loading: false, error, data: null };
      if (error.status === 401) {
        signIn();
      }
    }
    this.requestUpdate();
  }

  render() {
    if (!this.rest) {
      return html`${heading('Plan', 'Why was a plan permitted or blocked?')}
        <form class="fields" @submit=${(e) => { e.preventDefault(); const id = e.target.elements.plan.value.trim(); if (id) { location.hash = `/plan/${encodeURIComponent(id)}`; } }}>
          <label>Plan ID<input name="plan" data-filter required autocomplete="off" spellcheck="false" size="40"></label><button class="main">Explain</button></form>
        <p class="soft">Or choose one from the <a href="#/decisions">decisions</a> or the <a href="#/audit">audit</a>.</p>`;
    }
    return html`${heading(html`Plan <bdi class="id">${plain(this.rest).slice(0, 200)}</bdi>`, 'Why was it decided so?')}
      ${this.why.show((e) => this.#explained(e.explanation ?? e), 'the explanation')}
      ${this.records.show((r) => html`${this.#permit(r.permit)}${this.#raw(r.records ?? [])}`, 'the records')}
      <section><h2>As a rule test</h2><p class="soft">Prints the decision as a case for a test file, with its facts, limits and outcome.</p>${command(`governor explain ${quoted(this.rest)} --as-test`)}</section>`;
  }

  #explained(e) {
    const v = e.verdict ?? {};
    const [kind, word] = OUTCOME[v.outcome] ?? ['unknown', plain(v.outcome) || 'unknown'];
    const gates = e.gates ?? [];
    return html`
      <section class="sentence ${kind}"><p class="outcome">${sign(kind, word)}</p><p class="words">${say(v.sentence, 800)}</p></section>
      ${(e.notes ?? []).map((note) => html`<p class="note"><i aria-hidden="true">▲</i> ${say(note, 400)}</p>`)}
      ${facts([
        ['Symbol', e.symbol], ['Action', e.action], ['Mode', e.mode],
        ['Decided', e.at ? time(e.at, { millis: true }) : ''],
        ['Rulebook', e.rulebook?.version ? html`${say(e.rulebook.name)} ${say(e.rulebook.version)} ${digest(e.rulebook.digest)}` : ''],
        ['Entry', e.streamId ? html`<span class="mono">${say(e.streamId)}</span>` : ''],
        ['Record from', e.from],
      ])}
      <section><h2>The gates, in the order in which they decide</h2>
        ${gates.length ? html`<ol class="ladder">${gates.map((g) => this.#gate(g, v))}</ol>` : html`<p class="empty">No gate was asked about this plan.</p>`}
        ${e.notAsked?.length ? html`<p class="soft">Not asked: ${e.notAsked.map((g, i) => html`${i ? '; ' : ''}${say(g)}`)}.</p>` : nothing}</section>
      ${this.#misses(gates)}
      ${this.#compared(e)}
      ${e.steps?.length ? html`<section><h2>What else was worked out</h2>${e.steps.map((s) => html`<details class="gate"><summary><b>${say(s.name)}</b> ${s.decides ? html`<span class="tag">the verdict is its</span>` : nothing} <span class="soft">${say(s.concluded?.[0] ?? 'concluded nothing', 110)}</span></summary><div class="inside">${list('Concluded', s.concluded)}${list('Rules that fired', s.fired)}${missed(s.notFired)}</div></details>`)}</section>` : nothing}
      <section><h2>The rulebook that decided</h2>
        ${facts([['Found in', e.rulebook?.from], ['Released', e.rulebook?.released], ['Digest', e.rulebook?.digest ? html`<bdi class="mono">${plain(e.rulebook.digest)}</bdi>` : '']])}
        ${list('Set by the operator', e.rulebook?.overrides)}${list('Rows of limits that counted', e.rulebook?.limits)}</section>
      ${e.others?.length ? html`<section><h2>Other decisions on this plan ID</h2>${table({
        caption: 'Other decisions on this plan ID, the newest first', rows: e.others,
        open: (o) => `/plan/${encodeURIComponent(this.rest)}?entry=${encodeURIComponent(o.streamId)}`,
        columns: [
          { head: 'Decided', cell: (o) => html`<a href="#/plan/${encodeURIComponent(this.rest)}?entry=${encodeURIComponent(o.streamId)}">${time(o.at, { millis: true })}</a>` },
          { head: 'Outcome', cell: (o) => signOf(OUTCOME, o.outcome) },
          { head: 'Reason', of: 'reason' },
          { head: 'Gate', of: 'gate' },
        ],
      })}</section>` : nothing}`;
  }

  #gate(g, verdict) {
    const m = g.measured?.[0];
    const decides = g.answer === 'BLOCK' && g.enforcement !== 'shadow' && g.gate === verdict.gate && g.reason === verdict.reason;
    const shadow = g.enforcement === 'shadow';
    const kind = g.answer === 'BLOCK' && shadow ? 'half' : KIND[g.answer] ?? 'unknown';
    const ratio = m && m.limit > 0 ? m.value / m.limit : undefined;
    return html`<li><details class="gate ${kind} ${decides ? 'decides' : ''}" ?open=${decides}>
      <summary data-row>
        <span class="answer">${sign(kind, shadow && g.answer === 'BLOCK' ? 'would block' : SAID[g.answer] ?? plain(g.answer))}</span>
        <span class="name"><span class="soft">${plain(g.gate) !== plain(g.name) ? plain(g.gate) : ''}</span> <b>${plain(g.name)}</b>${shadow ? html` <span class="tag">shadow</span>` : nothing}${decides ? html` <span class="tag strong">decided</span>` : nothing}</span>
        <span class="measure">${m ? html`${bar(ratio, g.answer === 'BLOCK' ? (shadow ? 'warn' : 'bad') : undefined)}<span class="against">${figure(m.value, m.unit)} <span class="soft">of</span> ${figure(m.limit, m.unit)} <span class="soft">${plain(m.unit)}</span></span>` : g.reason ? html`<span class="soft">${plain(g.reason).slice(0, 80)}</span>` : html`<span class="soft">nothing to measure</span>`}</span>
      </summary>
      <div class="inside">
        <p>${say(g.sentence, 600)}</p>
        ${m ? facts([[m.headroom < 0 ? 'Above the limit by' : 'Headroom', html`${number(Math.abs(m.headroom), m.unit)} ${plain(m.unit)}`], ['Threshold', m.threshold], ['Row of limits', m.row]]) : nothing}
        ${g.judged?.length ? table({
          caption: `What ${plain(g.name)} saw`, cls: 'judged', rows: g.judged,
          columns: [
            { head: 'It saw', cell: (j) => html`<b>${say(j.kind)}</b>` },
            { head: 'Which said', of: 'says', most: 300 },
            { head: 'Age', of: 'age' },
            { head: 'From', cell: (j) => html`<span class="soft">${say(j.source, 300)}</span>` },
          ],
        }) : nothing}
        ${list('Rules that fired', g.fired)}${missed(g.notFired)}
      </div></details></li>`;
  }

  #misses(gates) {
    const near = gates
      .flatMap((g) => (g.notFired ?? []).filter((n) => n.distance?.length).map((n) => ({ ...n, gate: gateName(g.gate, g.name), d: n.distance[0] })))
      .map((n) => ({ ...n, far: Math.abs(n.d.value - n.d.limit) / (Math.abs(n.d.limit) || 1) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, MOST_MISSES);
    return near.length === 0 ? nothing : html`<section><h2>Near misses</h2><p class="soft">Rules that did not fire, the nearest first.</p>${table({
      caption: 'Rules that did not fire, the nearest first', rows: near, cls: 'misses',
      columns: [
        { head: 'Gate', of: 'gate' },
        { head: 'Rule', of: 'rule' },
        { head: 'Was', cls: 'num', cell: (n) => figure(n.d.value) },
        { head: 'Needed', cls: 'num', cell: (n) => html`${plain(n.d.comparison)} ${figure(n.d.limit)}` },
        { head: 'Missed by', cls: 'num', cell: (n) => figure(Math.abs(n.d.value - n.d.limit)) },
      ],
    })}</section>`;
  }

  #compared(e) {
    const a = this.#against;
    return html`<section><h2>By another rulebook</h2>
      <form class="fields" @submit=${(ev) => { ev.preventDefault(); const version = ev.target.elements.version.value.trim(); if (version) { this.#compare(version); } }}>
        <label>Version or digest<input name="version" list="known" required autocomplete="off" spellcheck="false" .value=${a.version}></label><datalist id="known">${this.known.data?.rulebooks.map((b) => html`<option value=${b.digest || b.version}>${plain(b.version)} ${b.from}</option>`)}</datalist><button ?disabled=${a.loading}>${a.loading ? 'Deciding again …' : 'Compare'}</button></form>
      ${a.error ? html`<p class="note bad">${say(a.error.message, 500)}</p>` : nothing}
      ${a.data ? html`<p>The same plan by ${say(a.data.rulebook)}: <b>${differs(a.data.verdict) ? sign('warn', 'the verdict differs') : sign('ok', 'the verdict is the same')}</b>.</p>
        ${table({
          caption: `Plan ${plain(e.planId)} by both rulebooks`, cls: 'compare',
          rows: [a.data.verdict, ...(a.data.gates ?? [])].filter(Boolean), rowCls: (c) => (differs(c) ? 'differs' : ''),
          columns: [
            { head: 'Differs', cell: (c) => (differs(c) ? sign('warn', 'yes') : html`<span class="soft">no</span>`) },
            { head: 'Gate', of: 'name' },
            { head: 'As it was', of: 'before' },
            { head: 'By that rulebook', of: 'after' },
          ],
        })}
        ${a.data.thresholds?.length ? html`<ul>${a.data.thresholds.map((t) => html`<li>Threshold ${say(t.name)}: ${say(t.before)} then, ${say(t.after)} there.</li>`)}</ul>` : nothing}` : nothing}
    </section>`;
  }

  #permit(permit) {
    const words = { __proto__: null, live: ['ok', 'live: an executor may take it'], taken: ['off', 'taken by an executor'], expired: ['off', 'expired'], none: ['off', 'none was issued'] };
    const p = permit ?? {};
    // the life that is left runs down here, too
    const left = typeof p.ttlSec === 'number' ? p.ttlSec - (now() - this.records.at) / 1000 : undefined;
    return html`<section><h2>The permit</h2><p>${words[p.state] ? sign(...words[p.state]) : unknown(p.state === 'unknown' || !p.state ? '' : p.state)}${p.state === 'live' && left !== undefined ? html`, ${left > 0 ? `${span(left)} left, until ${utc(now() + left * 1000)}` : 'its time is over'}` : nothing}</p>${facts(Object.entries(p.fields ?? {}))}</section>`;
  }

  #raw(records) {
    return html`<section><h2>The record</h2>${records.length === 0 ? html`<p class="empty">No record of this plan was found.</p>` : records.map((r) => {
      const text = JSON.stringify(r.json, null, 2) ?? '';
      return html`<details class="gate raw"><summary><b>${r.sequence ? `Number ${r.sequence} of the archive` : 'Not archived yet'}</b> <span class="soft mono">${say(r.auditId, 60)}</span> <span class="soft">${count(text.length, 'character')}</span></summary><pre tabindex="0" aria-label="Raw record">${plain(text)}</pre></details>`;
    })}</section>`;
  }
}

const differs = (change) => Boolean(change) && change.before !== change.after;

const list = (title, items) => (items?.length ? html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${say(item, 300)}</li>`)}</ul>` : nothing);

const missed = (misses) =>
  misses?.length
    ? html`<h3>Rules that did not fire</h3><ul>${misses.map((n) => html`<li>${say(n.rule, 200)}: <span class="soft">${say(n.why, 400)}</span>${n.distance?.[0] ? html` <span class="soft">(${figure(n.distance[0].value)}, needed ${plain(n.distance[0].comparison)} ${figure(n.distance[0].limit)})</span>` : nothing}</li>`)}</ul>`
    : nothing;

customElements.define('gov-plan', Plan);
