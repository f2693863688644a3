import { z } from 'zod';

import { flag } from './env-forms.js';

/** `redis://user:password@one:6379,two:6379/0`: a scheme, who asks, one host or several, the number of a database. */
const ADDRESS = /^(?:(rediss?):\/\/)?(?:([^/?#]*)@)?([^@/?#]+)(?:\/(\d{1,5})?)?$/;
const HOST = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\],]+)(?::(\d{1,5}))?$/;
const REDIS_PORT = 6379;
const SENTINEL_PORT = 26379;

const FORM =
  'redis://host:6379, or rediss:// for TLS, with user:password@ before the host if it asks for them (percent-encode what is special in them)';

export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** Servers that are reached in the same way. */
export interface RedisServers {
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly hosts: readonly RedisHost[];
}

/** Where Redis is, and of which kind: one server, a primary that sentinels name, or a cluster that the hosts lead into. */
export type RedisSettings =
  | (RedisServers & { readonly kind: 'server'; readonly database: number })
  | (RedisServers & {
      readonly kind: 'sentinel';
      readonly database: number;
      /** What the sentinels call the primary. Its `hosts` are empty. */
      readonly name: string;
      readonly sentinels: RedisServers;
    })
  | (RedisServers & { readonly kind: 'cluster' });

interface Address {
  readonly scheme?: 'redis' | 'rediss';
  readonly username?: string;
  readonly password?: string;
  readonly hosts: readonly { readonly host: string; readonly port?: number }[];
  readonly database: number;
}

export const redisVariables = {
  REDIS_URL: z
    .string()
    .refine((text) => addressOf(text)?.scheme !== undefined)
    .optional()
    .describe(FORM),
  REDIS_SENTINELS: z
    .string()
    .refine((text) => addressOf(text)?.database === 0)
    .optional()
    .describe(
      'a comma-separated list of sentinels such as one:26379,two:26379, with redis:// or rediss:// and user:password@ before the list if they ask for them',
    ),
  REDIS_CLUSTER: flag(false),
};

type Given = Readonly<Record<string, string | undefined>>;

/** What the variables of Redis say together and cannot mean, a line each. What is malformed by itself is told elsewhere. */
export function redisFaults(given: Given): string[] {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = given;
  if (!url) {
    return [
      ...(sentinels
        ? ['REDIS_SENTINELS needs REDIS_URL, whose host is what the sentinels call the primary: redis://mymaster']
        : []),
      ...(cluster === 'true' ? ['REDIS_CLUSTER=true needs REDIS_URL, with one or more nodes of the cluster'] : []),
    ];
  }
  if (sentinels && cluster === 'true') return ['REDIS_SENTINELS and REDIS_CLUSTER=true exclude each other: unset one'];
  const address = addressOf(url);
  if (!address) return [];
  if (cluster === 'true') {
    return address.database === 0
      ? []
      : [`REDIS_URL must not name a database when REDIS_CLUSTER=true: leave out what follows the hosts`];
  }
  if (sentinels) {
    return address.hosts.length === 1 && address.hosts[0]?.port === undefined
      ? []
      : [
          'REDIS_URL must be redis://name when REDIS_SENTINELS is set: instead of host and port, what the sentinels call the primary',
        ];
  }
  return address.hosts.length === 1 ? [] : ['REDIS_URL names several hosts: set REDIS_CLUSTER=true, or name one'];
}

/** Of variables without fault; undefined without Redis. */
export function redisSettings(env: {
  readonly REDIS_URL?: string;
  readonly REDIS_SENTINELS?: string;
  readonly REDIS_CLUSTER?: boolean;
}): RedisSettings | undefined {
  const address = addressOf(env.REDIS_URL ?? '');
  if (!address) return undefined;
  const servers = serversOf(address, REDIS_PORT);
  if (env.REDIS_CLUSTER) return { kind: 'cluster', ...servers };
  const sentinels = addressOf(env.REDIS_SENTINELS ?? '');
  if (!sentinels) return { kind: 'server', ...servers, database: address.database };
  return {
    kind: 'sentinel',
    ...servers,
    hosts: [],
    database: address.database,
    name: servers.hosts[0]?.host ?? '',
    // A list without a scheme is reached as the primary is: nobody who asks for TLS means half of it.
    sentinels: serversOf({ ...sentinels, scheme: sentinels.scheme ?? address.scheme }, SENTINEL_PORT),
  };
}

const serversOf = ({ scheme, username, password, hosts }: Address, usualPort: number): RedisServers => ({
  tls: scheme === 'rediss',
  username,
  password,
  hosts: hosts.map(({ host, port = usualPort }) => ({ host, port })),
});

function addressOf(text: string): Address | undefined {
  const [whole, scheme, user, list = '', database = '0'] = ADDRESS.exec(text) ?? [];
  const hosts = list.split(',').map(hostOf);
  const [username, password] = user === undefined ? [] : credentialsOf(user);
  if (whole === undefined || hosts.includes(undefined) || password === null) return undefined;
  return {
    scheme: scheme as Address['scheme'],
    username,
    password,
    hosts: hosts as Address['hosts'],
    database: Number(database),
  };
}

function hostOf(text: string): { host: string; port?: number } | undefined {
  const [whole, host = '', port] = HOST.exec(text.trim()) ?? [];
  if (whole === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? undefined : Number(port) };
}

/** Of `user:password`, `:password`, or nothing; a password of null is one that is not percent-encoded as it should be. */
function credentialsOf(text: string): [username?: string, password?: string | null] {
  const colon = text.indexOf(':');
  try {
    const [username, password] = (colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)]).map(
      decodeURIComponent,
    );
    return [username || undefined, password || undefined];
  } catch {
    return [undefined, null];
  }
}
