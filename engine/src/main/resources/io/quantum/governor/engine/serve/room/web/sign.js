// Signing with a key of one's own, which stays in the browser: neither sent nor kept.

import { ask, path } from './api.js';

const ALGORITHM = 'Ed25519';

/** The key of a file as governor keygen writes it. */
async function keyOf(file) {
  const pem = /-----BEGIN PRIVATE KEY-----([\w+/=\s]+)-----END PRIVATE KEY-----/.exec(file.size < 1e4 ? await file.text() : '');
  try {
    return await crypto.subtle.importKey('pkcs8', bytes(pem[1].replace(/\s/g, '')), ALGORITHM, false, ['sign']);
  } catch (e) {
    throw new Error(e.name === 'NotSupportedError' ? CANT : `${file.name} is no private key. Choose your .key file, as governor keygen wrote it.`);
  }
}

const CANT = 'This browser can’t sign with Ed25519 here. Use a newer one, over https or a tunnel to 127.0.0.1, or the command below.';
const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/**
 * Signs what the daemon writes, if that is what was shown.
 *
 * @param shown what was shown, by name, with its kind
 * @returns what goes with the order: when it was written, and the signature
 */
export async function sign(action, parameters, order, headers, shown, file) {
  if (!crypto.subtle) {
    throw new Error(CANT);
  }
  const key = await keyOf(file);
  const { at, message } = await ask(path(`${action}/statement`, parameters), { method: 'POST', headers, body: order });
  if (!(Math.abs(Date.parse(at) - Date.now()) <= 3e5)) {
    throw new Error('The daemon dates this more than 5 minutes off this computer’s clock. Nothing was signed; set the clock that is wrong.');
  }
  const written = bytes(message);
  const text = new TextDecoder().decode(written);
  const end = text.indexOf('\n');
  const { kind, ...said } = shown;
  const mine = Object.entries({ ...said, at, reason: order.reason });
  const theirs = JSON.parse(text.slice(end));
  if (text.slice(0, end) !== `governor ${kind}` || mine.length !== Object.keys(theirs).length || mine.some(([name, value]) => theirs[name] !== value)) {
    throw new Error('The daemon wants something else signed than it has shown. Nothing was signed; use the command below, and find out why.');
  }
  return { at, signature: btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, written)))) };
}
