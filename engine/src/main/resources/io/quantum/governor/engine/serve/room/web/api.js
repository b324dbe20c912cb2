// Requests to the daemon, and who is signed in.

/** An answer that is no good: what is wrong and what helps, in a sentence. */
export class Refused extends Error {
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

const SLOW_MS = 30000;
/** A restart of the executor takes its time. */
const ACT_MS = 60000;

export async function ask(path, { method = 'GET', body, headers = {} } = {}) {
	let response;
	try {
		response = await fetch(path, {
			method,
			credentials: 'same-origin',
			cache: 'no-store',
			headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
			body: body ? JSON.stringify(body) : undefined,
			signal: AbortSignal.timeout(method === 'GET' ? SLOW_MS : ACT_MS),
		});
	} catch (e) {
		throw new Refused(0, e.name === 'TimeoutError'
			? method === 'GET' ? `The daemon has not answered within ${SLOW_MS / 1000} s. It may be busy: try again, and look at its log if that does not help.` : 'The daemon has not answered yet. It may still be at it: look at Incidents before you try again.'
			: 'The daemon does not answer. See whether it runs: governor status, or systemctl status quantum-governor.');
	}
	if (response.status === 204) {
		return {};
	}
	let answer = null;
	try {
		answer = await response.json();
	} catch {
		// an error may come from something between, which writes no JSON
	}
	if (!response.ok) {
		throw new Refused(response.status, answer?.error || `The daemon answered ${response.status}${response.statusText ? ` ${response.statusText}` : ''} to ${path.split('?')[0]}.`);
	}
	if (answer === null) {
		throw new Refused(response.status, `What the daemon answered to ${path.split('?')[0]} is not JSON.`);
	}
	return answer;
}

/** A path with the parameters that are not empty. */
export function path(base, parameters) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters)) {
		if (value !== '' && value != null) {
			query.set(name, value);
		}
	}
	const text = query.toString();
	return text ? `${base}?${text}` : base;
}

const NOBODY = { name: '', role: 'none', csrf: '', until: '', howTo: '' };

/** Who is signed in here; everybody who cares listens to "session" on it. */
export const session = new (class extends EventTarget {
	now = NOBODY;

	take(answer) {
		this.now = { ...NOBODY, ...answer };
		this.dispatchEvent(new Event('session'));
		return this.now;
	}

	async look() {
		return this.take(await ask('/api/session'));
	}

	async signIn(token) {
		return this.take(await ask('/api/session', { method: 'POST', body: { token } }));
	}

	async signOut() {
		await ask('/api/session', { method: 'DELETE', headers: this.headers() });
		return this.look();
	}

	headers() {
		return { 'X-Governor-CSRF': this.now.csrf };
	}
})();
