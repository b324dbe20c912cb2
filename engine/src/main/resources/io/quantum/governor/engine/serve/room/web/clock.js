// The time, as the daemon has it, and how times are written: UTC, and how long ago.

let aheadMs = 0;

/** Learns from a time that the daemon just sent how far its clock is ahead of this machine's. */
export function learn(iso) {
	const sent = Date.parse(iso);
	if (!Number.isNaN(sent)) {
		aheadMs = sent - Date.now();
	}
}

/** Now, by the daemon's clock, in milliseconds: ages and countdowns must not depend on a clock set wrong here. */
export const now = () => Date.now() + aheadMs;

export const ahead = () => aheadMs;

const watchers = new Set();

/** Calls back once a second while the page is seen; returns how to stop it. */
export function eachSecond(callback) {
	watchers.add(callback);
	return () => watchers.delete(callback);
}

const tick = () => {
	if (!document.hidden) {
		watchers.forEach((callback) => callback());
	}
};
setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);

/** 47 s, 2 min 10 s, 3 h 5 min, 4 d 2 h. */
export function span(seconds) {
	if (!Number.isFinite(seconds)) {
		return 'unknown';
	}
	const s = Math.max(0, Math.floor(seconds));
	const two = (a, big, b, small) => (b ? `${a} ${big} ${b} ${small}` : `${a} ${big}`);
	if (s < 60) {
		return `${s} s`;
	}
	if (s < 3600) {
		return two(Math.floor(s / 60), 'min', s < 600 ? s % 60 : 0, 's');
	}
	if (s < 86400) {
		return two(Math.floor(s / 3600), 'h', Math.floor(s / 60) % 60, 'min');
	}
	return two(Math.floor(s / 86400), 'd', s < 864000 ? Math.floor(s / 3600) % 24 : 0, 'h');
}

export function relative(at) {
	const seconds = (now() - at) / 1000;
	return seconds < -1 ? `in ${span(-seconds)}` : seconds < 1 ? 'now' : `${span(seconds)} ago`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 10:31:02Z of today, 28 Nov 10:31:02Z of another day of this year, else 2025-11-28 10:31:02Z. */
export function utc(at, millis = false) {
	const iso = new Date(at).toISOString();
	const time = `${iso.slice(11, millis ? 23 : 19)}Z`;
	const today = new Date(now()).toISOString();
	if (iso.slice(0, 10) === today.slice(0, 10)) {
		return time;
	}
	return iso.slice(0, 4) === today.slice(0, 4)
		? `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${time}`
		: `${iso.slice(0, 10)} ${time}`;
}

const UNITS = { s: 1e3, m: 6e4, min: 6e4, h: 36e5, d: 864e5 };

/**
 * The moment that a person means: "30m" or "2h" or "7d" ago, "10:31" today, a day, or an ISO date and time, all UTC.
 * Returns ISO 8601, "" for nothing, null for what can't be read.
 */
export function moment(text) {
	const said = text.trim();
	if (said === '') {
		return '';
	}
	const ago = /^(\d{1,6})\s*(s|m|min|h|d)$/i.exec(said);
	if (ago) {
		return new Date(now() - Number(ago[1]) * UNITS[ago[2].toLowerCase()]).toISOString();
	}
	const today = new Date(now()).toISOString().slice(0, 10);
	const clock = /^(\d{1,2}):(\d{2})(:\d{2})?Z?$/i.exec(said);
	const day = /^\d{4}-\d{2}-\d{2}$/.test(said);
	const iso = clock
		? `${today}T${clock[1].padStart(2, '0')}:${clock[2]}${clock[3] ?? ''}Z`
		: day ? `${said}T00:00:00Z` : said.replace(' ', 'T').replace(/Z?$/i, 'Z');
	const at = Date.parse(iso);
	return Number.isNaN(at) ? null : new Date(at).toISOString();
}
