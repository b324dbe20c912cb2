// What changes something: previewed, with a reason, and for what loosens a word to type. And signing in.

import { LitElement, html, nothing } from 'lit';
import { ask, path, session } from './api.js';
import { announce, loading } from './page.js';
import { sign } from './sign.js';
import { command, facts, note, plain, say } from './text.js';

export const act = (name, parameters = {}) => dialog()?.begin(name, parameters);
export const signIn = () => dialog()?.begin('', {});
export const signOut = async () => {
	try {
		await session.signOut();
		announce('Signed out.');
	} catch (error) {
		announce(error.message);
	}
};

const dialog = () => document.querySelector('gov-action');

const SIGN_IN = 'signin';
const PREVIEW = 'preview';
const DONE = 'done';
const AGAIN_MS = 3000;

class Action extends LitElement {
	#name = '';
	#parameters = {};
	#step = PREVIEW;
	#preview = null;
	#reason = '';
	#typed = '';
	#busy = false;
	#wrong = '';
	#said = '';
	#from = null;
	#turn = 0;

	createRenderRoot() {
		return this;
	}

	async begin(name, parameters) {
		this.#turn++;
		this.#name = name;
		this.#busy = false;
		this.#parameters = parameters;
		this.#preview = null;
		this.#reason = this.#typed = this.#wrong = this.#said = '';
		this.#from = document.activeElement;
		this.#step = name ? PREVIEW : SIGN_IN;
		this.requestUpdate();
		await this.updateComplete;
		this.querySelector('dialog').showModal();
		await session.look().catch((error) => this.#fault(error));
		if (session.now.role === 'none' && !this.#wrong) {
			this.#step = SIGN_IN;
			await this.#redraw();
		} else if (name) {
			await this.#look();
		}
	}

	async #redraw() {
		this.requestUpdate();
		await this.updateComplete;
		this.querySelector('dialog [autofocus]')?.focus();
	}

	/** A session that has ended asks for the token again; what was typed stays. */
	#fault(error, expired = 'Your session has ended. Sign in again; your reason is kept.') {
		if (error.status === 401 && this.#step !== SIGN_IN) {
			session.take({});
			this.#step = SIGN_IN;
			this.#wrong = expired;
		} else {
			this.#wrong = error.message;
		}
	}

	async #look(again = false) {
		// what comes too late belongs to a dialog that was closed
		const turn = this.#turn;
		this.#busy = !again;
		this.requestUpdate();
		let preview = null;
		let error = null;
		try {
			preview = await ask(path(`/api/actions/${this.#name}/preview`, this.#parameters));
		} catch (e) {
			error = e;
		}
		if (turn !== this.#turn) {
			return;
		}
		if (error) {
			this.#fault(error, 'Sign in to do this.');
		} else {
			this.#preview = preview;
			this.#typed = '';
			if (!preview.allowed) {
				// it may be allowed soon
				setTimeout(() => turn === this.#turn && this.#step === PREVIEW && this.#look(true), AGAIN_MS);
			}
		}
		this.#busy = false;
		if (again && !preview?.allowed) {
			this.requestUpdate();
		} else {
			await this.#redraw();
		}
	}

	async #enter(event) {
		event.preventDefault();
		const input = event.target.elements.token;
		if (!input.value) {
			this.#wrong = 'Enter your token.';
			this.requestUpdate();
			return;
		}
		this.#busy = true;
		this.#wrong = '';
		this.requestUpdate();
		try {
			await session.signIn(input.value.trim());
			input.value = '';
			announce(`Signed in as ${plain(session.now.name)}.`);
		} catch (error) {
			this.#wrong = error.message;
			input.select();
			this.#busy = false;
			this.requestUpdate();
			return;
		}
		this.#busy = false;
		if (this.#name) {
			this.#step = PREVIEW;
			await this.#look();
		} else {
			this.#close();
		}
	}

	async #go(event) {
		event.preventDefault();
		const p = this.#preview;
		const { reason, typed, key } = event.target.elements;
		this.#wrong = this.#reason.trim() === ''
			? 'Write a reason: it is kept with your name.'
			: p.type && this.#typed.trim() !== p.type ? `Type the word ${plain(p.type)} to go on.`
				: this.#signs() && !key.files[0] ? 'Choose the file of your private key.' : '';
		if (this.#wrong) {
			this.requestUpdate();
			(this.#reason.trim() === '' ? reason : typed && this.#typed.trim() !== p.type ? typed : key).focus();
			return;
		}
		const turn = this.#turn;
		this.#busy = true;
		this.requestUpdate();
		try {
			const url = `/api/actions/${this.#name}`;
			const headers = session.headers();
			const order = { digest: p.digest, reason: this.#reason.trim(), typed: this.#typed.trim() };
			const signed = this.#signs() ? await sign(url, this.#parameters, order, headers, p.signs, key.files[0]) : {};
			const answer = await ask(path(url, this.#parameters), { method: 'POST', headers, body: { ...order, ...signed } });
			announce(plain(answer.said ?? 'Done.'));
			if (turn === this.#turn) {
				this.#said = answer.said ?? 'Done.';
				this.#step = DONE;
			}
			document.dispatchEvent(new CustomEvent('acted', { detail: this.#name }));
		} catch (error) {
			if (turn !== this.#turn) {
				announce(error.message);
				return;
			}
			this.#fault(error);
			if (error.status === 409) {
				// what would happen is not what was agreed to: show the new state, keep the reason
				await this.#look();
				this.#wrong = this.#wrong || error.message;
			}
		}
		this.#busy = false;
		await this.#redraw();
	}

	#cancel() {
		return html`<button type="button" @click=${() => this.#close()}>Cancel</button>`;
	}

	#signs() {
		return Object.keys(this.#preview.signs ?? {}).length > 0;
	}

	#close() {
		this.querySelector('dialog').close();
	}

	#closed() {
		this.#turn++;
		this.#reason = this.#typed = '';
		this.#preview = null;
		if (this.#from?.isConnected) {
			this.#from.focus();
		}
		this.requestUpdate();
	}

	render() {
		return html`<dialog class="action" aria-labelledby="action-title" @close=${() => this.#closed()}>
			${this.#step === SIGN_IN ? this.#signing() : this.#step === DONE ? this.#done() : this.#previewed()}</dialog>`;
	}

	#fail() {
		return this.#wrong ? html`<p class="wrong" id="action-wrong"><i aria-hidden="true">■</i> ${say(this.#wrong, 500)}</p>` : '';
	}

	#signing() {
		const { howTo, role, name } = session.now;
		return html`<h2 id="action-title">Sign in</h2>
			${role !== 'none' ? html`<p>You are signed in as ${say(name, 60)} (${plain(role)}). Another token takes its place.</p>` : ''}
			${this.#fail()}
			${note(howTo)}
			<form @submit=${(e) => this.#enter(e)}>
				<label class="wide">Your personal token<input name="token" type="password" autocomplete="current-password" autofocus aria-describedby=${this.#wrong ? 'action-wrong' : nothing}></label>
				<p class="soft">It is sent to this daemon once, and a cookie that scripts can't read stands for it until the session ends.</p>
				<div class="buttons">${this.#cancel()}<button class="main" ?disabled=${this.#busy}>${this.#busy ? 'Signing in …' : 'Sign in'}</button></div>
			</form>`;
	}

	#previewed() {
		const p = this.#preview;
		if (!p) {
			return html`<h2 id="action-title">Before anything changes</h2>${this.#fail()}${this.#busy || !this.#wrong ? loading('Looking at what it would do') : ''}
				<div class="buttons">${this.#cancel()}${this.#wrong ? html`<button type="button" autofocus @click=${() => { this.#wrong = ''; this.#look(); }}>Retry</button>` : ''}</div>`;
		}
		const part = (title, lines) => (lines?.length ? html`<section><h3>${title}</h3><ul>${lines.map((text) => html`<li>${say(text, 300)}</li>`)}</ul></section>` : '');
		return html`<h2 id="action-title">${say(p.title, 80)}</h2>
			${part('Now', p.now)}${part('This will', p.will)}${part('This will not', p.wont)}
			${p.allowed
				? html`<form @submit=${(e) => this.#go(e)} novalidate>
						<label class="wide"><span>Why? It is kept with your name, ${say(session.now.name, 40)}.</span><textarea name="reason" rows="2" spellcheck="true" maxlength="500" required autofocus .value=${this.#reason} aria-describedby=${this.#wrong ? 'action-wrong' : nothing} @input=${(e) => { this.#reason = e.target.value; }}></textarea></label>
						${p.type ? html`<label class="wide"><span>Type <b class="mono">${plain(p.type)}</b> to show that you mean it</span><input name="typed" autocomplete="off" .value=${this.#typed} @input=${(e) => { this.#typed = e.target.value; }}></label>` : ''}
						${this.#signs() ? html`<section><h3>You sign</h3>${facts(Object.entries(p.signs).map(([name, value]) => [name, html`<bdi class="mono">${plain(value) || 'none'}</bdi>`]))}<p class="soft">And your reason, and when. Compare the digest with that of <code>governor releases</code>.</p></section>
							<label class="wide"><span>Your private key, a file such as ${plain(session.now.name)}.key. It does not leave this browser.</span><input name="key" type="file" accept=".key,.pem"></label>` : ''}
						${this.#fail()}
						<div class="buttons">${this.#cancel()}<button class=${p.loosens ? 'loosen' : /^kill|^disarm/.test(p.action) ? 'stop' : 'main'} ?disabled=${this.#busy}>${this.#busy ? 'Doing it …' : plain(p.title, 80)}</button></div></form>`
				: html`<p class="note"><b>You can't do this here.</b> ${say(p.whyNot, 400)}</p>${this.#fail()}
						<div class="buttons"><button type="button" @click=${() => { this.#step = SIGN_IN; this.#wrong = ''; this.#redraw(); }}>Sign in as somebody else</button><button type="button" autofocus @click=${() => this.#close()}>Close</button></div>`}
			${p.command ? html`<p class="soft">The same in a terminal:</p>${command(p.command)}` : ''}`;
	}

	#done() {
		return html`<h2 id="action-title">Done</h2><p>${say(this.#said, 500)}</p><div class="buttons"><button type="button" class="main" autofocus @click=${() => this.#close()}>Close</button></div>`;
	}
}

customElements.define('gov-action', Action);
