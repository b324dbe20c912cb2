// Jobs: what takes long, which the daemon does in a process of its own.

import { html, nothing } from 'lit';
import { signIn } from './actions.js';
import { ask, session } from './api.js';
import { eachSecond, moment } from './clock.js';
import { Fetched, Page, announce } from './page.js';
import { facts, number, percent, plain, say, sign, table, time } from './text.js';

const STATES = { running: 'half', done: 'ok', failed: 'bad', cancelled: 'off' };

class Jobs extends Page {
  #id = '';
  #wrong = '';
  #busy = false;

  start() {
    this.list = new Fetched(this, () => '/api/jobs');
    this.job = new Fetched(this, () => this.#id && `/api/jobs/${this.#id}`, true);
    this.keep(this.list, 10);
    this.until(eachSecond(() => this.#runs && !document.hidden && !this.job.loading && this.#follow()));
  }

  get #runs() {
    return this.job.data?.state === 'running';
  }

  async #follow() {
    await this.job.load();
    if (!this.#runs && this.job.data) {
      announce(`Job ${this.job.data.state}: ${plain(this.job.data.what)}`);
      this.dispatchEvent(new Event('ended'));
      this.list.load();
    }
  }

  updated() {
    const jobs = this.list.data?.jobs ?? [];
    const id = (jobs.find((j) => j.state === 'running') ?? jobs.find((j) => this.dataset.kinds.includes(j.kind)))?.id;
    if (id && id !== this.#id && !this.#busy && !this.#runs) {
      this.#show(id);
    }
  }

  #show(id) {
    this.#id = id;
    this.job.clear();
    return this.job.load();
  }

  async #ask(path, options) {
    if (session.now.role === 'none') {
      signIn();
      return;
    }
    this.#busy = true;
    this.#wrong = '';
    try {
      const { id } = await ask(path, { ...options, headers: session.headers() });
      await this.list.load();
      await this.#show(id);
    } catch (error) {
      this.#wrong = error.message;
    }
    this.#busy = false;
    this.requestUpdate();
  }

  #start(event, kind) {
    event.preventDefault();
    const body = { kind, ...Object.fromEntries(new FormData(event.target)) };
    // of what is no time the daemon says so
    body.since = moment(body.since ?? '') ?? body.since;
    this.#ask('/api/jobs', { method: 'POST', body });
  }

  render() {
    return html`${this.list.show((l) => this.dataset.kinds.split(' ').map((kind) => this.#form(kind, l.rulebooks)), 'the jobs')}
      ${this.#wrong ? html`<p class="note bad">${say(this.#wrong, 500)}</p>` : nothing}
      ${this.job.show((j) => this.#job(j), 'the job')}`;
  }

  #form(kind, books) {
    const { does, fields } = KINDS[kind];
    return html`<form class="fields gap" @submit=${(e) => this.#start(e, kind)}>
      ${Object.entries(fields).map(([name, label]) => html`<label>${label}${name === 'since'
        ? html`<input name="since" value="7d">`
        : html`<select name=${name}>${books.map((b) => html`<option value=${b.digest || b.version}>${plain(b.version)} ${plain(b.digest).slice(0, 8)} ${b.from}</option>`)}</select>`}</label>`)}
      <button ?disabled=${this.#runs || this.#busy}>${does}</button></form>`;
  }

  #job(j) {
    return html`<p class="gap">${sign(STATES[j.state], j.state)} ${say(j.what, 300)} <span class="soft">by ${say(j.by, 60)}</span> ${time(j.ended || j.started)}</p>
      ${j.why ? html`<p class="note">${say(j.why, 800)}</p>` : nothing}
      ${this.#runs ? html`<p><button ?disabled=${this.#busy} @click=${() => this.#ask(`/api/jobs/${j.id}`, { method: 'DELETE' })}>Cancel the job</button> <span class="soft">${say(j.progress, 300)}</span></p>` : nothing}
      ${j.result ? KINDS[j.kind].draw(j.result) : nothing}`;
  }
}

const text = (head, of) => ({ head, of, most: 200 });
const figures = (head, of, unit) => ({ head, cls: 'num', cell: (r) => number(r[of], unit) });
const change = (word) => sign({ TIGHTER: 'ok', NONE: 'off' }[word] ?? 'warn', plain(word).toLowerCase());

const replay = (r) => html`${facts([['Plans', number(r.plans)], ['Decided again', number(r.replayed)], ['Agreement', percent(r.agreed / r.replayed)], ['Flips', number(r.flips)], ['Unreadable', r.unreadableRecords || '']])}
  ${table({
    caption: 'What it decides otherwise', rows: r.differences, empty: 'It decides nothing otherwise.',
    columns: [{ head: 'Result', cell: (d) => plain(d.result).replaceAll('_', ' ') }, text('Gate', 'gate'), text('Reason', 'reason'), figures('Plans', 'plans'), figures('USD', 'notionalUsd', 'usd')],
  })}`;

const diff = (d) => html`${facts([['All together', change(d.change)], ['Cases that both decided', number(d.probes)]])}
  ${table({
    caption: 'What differs', empty: 'No threshold, limit or rule differs.',
    rows: [...d.thresholds, ...d.limits.map((l) => ({ ...l, name: `${l.threshold} for ${l.scope}` })), ...d.files.map((f) => ({ ...f, name: f.path }))],
    columns: [text('What', 'name'), text('Before', 'before'), text('After', 'after'), text('Unit', 'unit'), { head: 'Makes it', cell: (r) => change(r.change) }, text('Why', 'why')],
  })}
  ${Object.entries(d.examples).map(([kind, lines]) => html`<h3>${change(kind)}</h3><ul>${lines.map((l) => html`<li>${say(l, 300)}</li>`)}</ul>`)}
  ${d.text ? html`<details class="gate"><summary>The text</summary><pre tabindex="0" aria-label="Text that differs">${plain(d.text)}</pre></details>` : nothing}`;

const coverage = (c) => html`${facts([['Tests', number(c.tests)], ['Failed', number(c.failed)], ['Covered', percent(c.coverage?.percent / 100)]])}
  ${c.coverage ? table({ caption: 'What no test reaches', rows: c.coverage.missing.map((what) => ({ what })), empty: 'Tests reach everything.', columns: [text('Not reached', 'what')] }) : nothing}`;

const verify = (v) => table({
  caption: 'The chain', rows: [v],
  columns: [{ head: 'Chain', cell: () => sign(v.intact ? 'ok' : 'bad', v.intact ? 'whole' : 'BROKEN') }, figures('Records', 'records'), text('Head', 'head'), text('First fault', 'fault'), text('What', 'detail')],
});

const KINDS = {
  replay: { does: 'Replay', fields: { rules: 'Recorded plans by', since: 'Since' }, draw: replay },
  diff: { does: 'Compare', fields: { before: 'Before', after: 'After' }, draw: diff },
  coverage: { does: 'Measure coverage', fields: { rules: 'Tests of' }, draw: coverage },
  verify: { does: 'Verify the chain', fields: {}, draw: verify },
};

customElements.define('gov-jobs', Jobs);
