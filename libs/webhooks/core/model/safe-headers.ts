import type { Headers } from './webhook.js';

/** What proves who calls, or would let somebody else call. Signatures of the body stay: they open nothing. */
const SECRET = /^(?:(?:proxy-)?authorization|cookie|set-cookie|.*(?:token|secret|api-?key|password).*)$/;
const REDACTED = '[redacted]';
const LONGEST_VALUE = 1_000;
const MOST = 60;

export function safeHeaders(headers: Headers): Headers {
  const shown = Object.entries(headers).slice(0, MOST);
  return Object.fromEntries(
    shown.map(([name, value]) => [name, SECRET.test(name) ? REDACTED : value.slice(0, LONGEST_VALUE)]),
  );
}
