// The stream of what happens: one connection for all pages, which heals itself.

import { learn } from './clock.js';

const TOPICS = ['overview', 'headroom', 'decision', 'incident'];
const SILENT_MS = 15000;
const STALE_MS = 5000;
const DEAD_MS = 30000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 4000;

/** Fires "overview", "headroom", "decision" and "incident" with `detail`, "gap" when pages must fetch again, "state". */
export const live = new (class extends EventTarget {
	#source = null;
	#wait = FIRST_WAIT_MS;
	#timer = 0;
	/** When something was heard last, in milliseconds by this machine's clock; 0 for never. */
	heardAt = 0;
	#lostAt = 0;
	#wasOpen = false;
	#startedAt = Date.now();
	#triedAt = 0;
	last = {};

	start() {
		this.#open();
		setInterval(() => this.#watch(), 1000);
		// a page that was asleep may hold a connection that is dead without anyone having said so
		document.addEventListener('visibilitychange', () => this.#watch());
		addEventListener('online', () => this.#open());
	}

	/** connecting, live, lost (said so, seconds ago), stale, dead. */
	get state() {
		const silent = Date.now() - (this.heardAt || this.#startedAt);
		if (silent > DEAD_MS) {
			return 'dead';
		}
		if (silent > STALE_MS) {
			return 'stale';
		}
		return this.heardAt === 0 ? 'connecting' : this.#lostAt ? 'lost' : 'live';
	}

	#open() {
		clearTimeout(this.#timer);
		this.#source?.close();
		const source = new EventSource(`/api/stream?topics=${TOPICS.join(',')}`);
		this.#source = source;
		this.#triedAt = Date.now();
		source.addEventListener('open', () => this.#opened());
		source.addEventListener('error', () => this.#failed(source));
		source.addEventListener('hb', () => this.#heard());
		source.addEventListener('gap', () => {
			this.#heard();
			this.dispatchEvent(new Event('gap'));
		});
		TOPICS.forEach((topic) => source.addEventListener(topic, (event) => this.#told(topic, event.data)));
	}

	#opened() {
		this.#heard();
		this.#wait = FIRST_WAIT_MS;
		if (this.#wasOpen) {
			// what was sent in between never came
			this.dispatchEvent(new Event('gap'));
		}
		this.#wasOpen = true;
	}

	#failed(source) {
		this.#lostAt ||= Date.now();
		this.dispatchEvent(new Event('state'));
		if (source === this.#source && source.readyState === EventSource.CLOSED) {
			clearTimeout(this.#timer);
			this.#timer = setTimeout(() => this.#open(), this.#wait);
			this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
		}
	}

	#heard() {
		const before = this.state;
		this.heardAt = Date.now();
		this.#lostAt = 0;
		if (before !== 'live') {
			this.dispatchEvent(new Event('state'));
		}
	}

	#told(topic, data) {
		this.#heard();
		let detail;
		try {
			detail = JSON.parse(data);
		} catch {
			return;
		}
		if (topic === 'overview' && detail?.at) {
			learn(detail.at);
		}
		if (topic === 'overview' || topic === 'headroom') {
			this.last[topic] = detail;
		}
		this.dispatchEvent(new CustomEvent(topic, { detail }));
	}

	/** The browser connects again by itself, unless the other end has vanished without a word. */
	#watch() {
		const silent = Date.now() - Math.max(this.heardAt, this.#triedAt);
		if (silent > SILENT_MS && this.#source.readyState !== EventSource.CLOSED) {
			this.#lostAt ||= Date.now();
			this.#open();
		}
		if (this.state !== 'live') {
			this.dispatchEvent(new Event('state'));
		}
	}
})();

/** Tells a listener of an event of the stream; returns how to stop it. */
export function on(topic, listener) {
	const call = (event) => listener(event.detail);
	live.addEventListener(topic, call);
	return () => live.removeEventListener(topic, call);
}
