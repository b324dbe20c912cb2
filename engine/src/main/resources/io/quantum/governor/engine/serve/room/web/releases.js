// Releases: what decides where, what waits, and is it safe to activate?

import './jobs.js';
import { act } from './actions.js';
import { bar, command, count, digest, facts, heading, html, number, numbers, Page, percent, plain, planLink, release, say, section, sign, signOf, soft, table, time, unknown } from './page.js';

const AGAIN_SEC = 10;
const RESULTS = {
	__proto__: null, agree: ['ok', 'agree'], newly_blocked: ['warn', 'newly blocked'], newly_permitted: ['warn', 'newly permitted'],
	other_reason: ['off', 'another reason'], other_permit: ['half', 'another permit'], missed: ['off', 'missed'],
};

class Releases extends Page {
	start() {
		this.releases = this.keep(() => '/api/releases', AGAIN_SEC);
		this.shadow = this.keep(() => '/api/shadow', AGAIN_SEC);
	}

	render() {
		return html`${heading('Releases', 'What decides where, and is the next one safe to activate?')}
			${this.releases.show((r) => (r.configured === false ? html`<p class="note">${sign('off', 'No releases.')} ${say(r.why, 500)}</p>` : this.#shown(r)), 'the releases')}
			<section><h2>Try another rulebook</h2><gov-jobs data-kinds="replay diff"></gov-jobs></section>
			${section('In the shadow', this.shadow.show((s) => this.#shadowed(s), 'the candidate'))}`;
	}

	#shown(r) {
		const a = r.active;
		const daemons = r.daemons;
		const other = daemons.filter((d) => a?.digest && d.digest !== a.digest);
		return html`
			<section class="sentence ${a ? (other.length ? 'warn' : '') : 'off'}">
				${a ? html`<p class="outcome">${other.length ? sign('warn', `${count(other.length, 'daemon decides', 'daemons decide')} by another`) : sign('ok', 'ACTIVE')}</p>
					<p class="words">Release <b>${say(a.version)}</b> ${digest(a.digest)}</p>
					<p><button @click=${() => act('rollback')}>Go back to the release before …</button></p>`
				: html`<p class="words">${unknown('no release is active')}</p>`}</section>
			${section('Which daemon decides by what', table('Daemons and their rulebooks', daemons, [
				['Daemon', 'daemon'],
				['Version', release],
				['Active?', (d) => (!a?.digest || !d.digest ? unknown() : d.digest === a.digest ? sign('ok', 'yes') : sign('warn', 'no'))],
				['Since', (d) => time(d.since)],
				['Problem', 'problem'],
			], { empty: 'No daemon has reported.', rowCls: (d) => (a?.digest && d.digest !== a.digest ? 'warn' : '') }))}
			${section('Published releases', table('Releases, the newest first', r.releases, [
				['Version', release],
				['State', (x) => (x.problem ? sign('warn', 'unusable') : x.active ? sign('ok', 'active') : sign('off', 'published'))],
				['Published', (x) => html`${time(x.at)}<div class="soft">by ${say(x.releasedBy)}</div>`],
				['Approvals', (x) => (x.approvedBy?.length ? x.approvedBy.map((by) => html`<div>${say(by)}</div>`) : soft('none'))],
				['Do', (x) => (x.active || x.problem ? '' : [['approve', 'Approve'], ['activate', 'Activate'], ['candidate-on', 'Shadow']].map(([name, word]) => html`<button aria-label="${word} ${plain(x.version)}" @click=${() => act(name, { version: x.version })}>${word} …</button> `))],
				['Look first', (x) => html`${[x.problem, x.untested, x.reason].filter(Boolean).map((text) => html`<div>${say(text)}</div>`)}${!x.active && a ? command(`governor diff ${plain(a.version)} ${plain(x.version)}`) : ''}`],
			], { empty: 'No release is published. governor release makes one, governor publish puts it here.', key: (x) => `${x.version} ${x.digest}` }))}`;
	}

	#shadowed(s) {
		if (!s.running) {
			return html`<p class="empty">No candidate runs in the shadow. ${s.why ? say(s.why) : 'Shadow, above, lets a release judge each plan beside the one that decides.'}</p>`;
		}
		const { candidate: c, plans, rows } = s;
		const differ = plans - rows.filter((r) => r.result === 'agree').reduce((n, r) => n + r.plans, 0);
		return html`<p><button @click=${() => act('candidate-off')}>End the shadow …</button></p>
			${facts([
				['Candidate', html`${say(c.name)} ${release(c)}`],
				['From', c.from], ['Started by', c.by], ['Since', s.since && time(s.since)],
				['Plans compared', number(plans)],
				['Differ', plans ? html`${number(differ)} ${soft(`${((100 * differ) / plans).toFixed(2)} %`)}` : unknown()],
				['Missed, because it was too slow', number(s.missed)],
			])}
			${rows.length ? table('Compared plans by result', rows, [
				['Result', (r) => signOf(RESULTS, r.result)],
				['Gate', 'gate'],
				['Reason', 'reason'],
				numbers('Plans', 'plans'),
				['Share', (r) => html`${bar(r.plans / plans, 'ok plain')}${soft(r.plans / plans < 0.01 ? '< 1 %' : percent(r.plans / plans))}`, 'share'],
				['Last plans', (r) => r.lastPlans.map((p) => html`${planLink(p)} `)],
			]) : ''}
			<ul class="plain gap">${s.daemons.map((d) => html`<li>${say(d.daemon)} ${d.state === 'shadowing' ? sign('ok', 'shadows it') : sign('warn', plain(d.state) || 'unknown')} <span class="soft">since</span> ${time(d.since)}<span class="soft">, reported</span> ${time(d.at)} ${say(d.why)}</li>`)}</ul>`;
	}
}

customElements.define('gov-releases', Releases);
