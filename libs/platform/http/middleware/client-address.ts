import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

const UNKNOWN = 'unknown';
/** What one customer of a provider is given: all of its addresses are one client. */
const IPV6_PREFIX_BITS = 64;
const MOST_REMEMBERED = 5_000;
const LONGEST_REMEMBERED = 64;
const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/;

/**
 * The address that a request came from, as TRUST_PROXY lets us believe it, in one spelling: IPv4 inside of IPv6 is IPv4, and what is no
 * address (a proxy passed on what the client wrote) is the proxy's own.
 */
export function clientAddressOf({ ip, socket }: Pick<Request, 'ip' | 'socket'>): string {
  return plainAddresses.of(ip) ?? plainAddresses.of(socket.remoteAddress) ?? UNKNOWN;
}

/** What limits count by: an IPv4 address, or the /64 of an IPv6 address. */
export const networkOf = (address: string): string => networks.of(address);

/** The last answers of a pure function of short texts: a till asks from one address all day. */
class Remembered<T> {
  private readonly known = new Map<string | undefined, T>();

  constructor(private readonly ask: (text: string | undefined) => T) {}

  of(text: string | undefined): T {
    const known = this.known.get(text);
    if (known !== undefined || this.known.has(text)) return known as T;
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    const answer = this.ask(text);
    if (text === undefined || text.length <= LONGEST_REMEMBERED) this.known.set(text, answer);
    return answer;
  }
}

function findNetwork(address = UNKNOWN): string {
  if (!address.includes(':')) return address;
  const [network] = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_PREFIX_BITS}`).toString().split('%');
  return `${network ?? address}/${IPV6_PREFIX_BITS}`;
}

function plainAddress(text: string | undefined): string | undefined {
  const bare = text?.trim().replace(WITH_PORT, '$1$2').replace(/%.*$/, '');
  return bare && ipaddr.isValid(bare) && (bare.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(bare))
    ? ipaddr.process(bare).toString()
    : undefined;
}

const plainAddresses = new Remembered(plainAddress);
const networks = new Remembered(findNetwork);
