import ipaddr from 'ipaddr.js';

const OWN_RANGES = new Set(['private', 'loopback', 'uniqueLocal']);
/** A name without dots is of this machine or of the network that Docker makes. */
const OWN_NAME = /^(?:[^.]+|.+\.local)$/;
const PROXY_WORDS = new Set(['loopback', 'linklocal', 'uniquelocal']);
/** The widest range of proxies that there is a use for: a provider's own network, or 10.0.0.0/8. */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 24;
const IPV4_IN_IPV6 = 96;

/** Whether what is sent to this URL could be read on its way: http, and to somewhere else than this machine and its network. */
export function isPlainOutside(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:') return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? !OWN_RANGES.has(ipaddr.process(host).range()) : !OWN_NAME.test(host);
}

/** Origins are compared by the letter with what browsers send: anything else would never match, or match too much. */
export function originFaults(list: string): string[] {
  const origins = list.split(',').map((origin) => origin.trim());
  if (origins.includes('*')) return ['ALLOWED_ORIGINS must name origins, not *, when NODE_ENV=production'];
  return origins.filter(Boolean).every(isOrigin)
    ? []
    : [
        'ALLOWED_ORIGINS must be origins as browsers send them, such as https://shop.example: a scheme, a host, no path, no slash',
      ];
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text && !text.includes('*');
}

/** Whoever is trusted says where a request comes from: a list that holds everybody lets each client choose its address. */
export function proxyFaults(list: string): string[] {
  const proxies = list.split(',').map((proxy) => proxy.trim());
  if (list === '' || proxies.every(isProxy)) return [];
  return [
    'TRUST_PROXY must name your proxies (loopback, or addresses and ranges such as 10.0.0.0/8): true, a number of hops, or a range that holds everybody would let any client choose its own address',
  ];
}

function isProxy(text: string): boolean {
  if (PROXY_WORDS.has(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || !isAddress(address)) return false;
  if (bits === undefined) return true;
  const parsed = ipaddr.parse(address);
  const prefix = prefixOf(bits, parsed.kind());
  if (prefix === null) return false;
  if (parsed instanceof ipaddr.IPv4) return prefix >= WIDEST_IPV4;
  if (OWN_RANGES.has(parsed.range()) || parsed.range() === 'linkLocal') return prefix >= 7;
  const holdsIpv4 = ipaddr.IPv6.parse('::ffff:0:0').match(parsed, Math.min(prefix, IPV4_IN_IPV6));
  return prefix >= (holdsIpv4 ? IPV4_IN_IPV6 + WIDEST_IPV4 : WIDEST_IPV6);
}

const isAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);

/** Of `8`, or of the mask `255.0.0.0`. */
function prefixOf(text: string, kind: 'ipv4' | 'ipv6'): number | null {
  if (kind === 'ipv4' && ipaddr.IPv4.isValidFourPartDecimal(text))
    return ipaddr.IPv4.parse(text).prefixLengthFromSubnetMask();
  return /^\d{1,3}$/.test(text) && Number(text) <= (kind === 'ipv4' ? 32 : 128) ? Number(text) : null;
}
