import { OLDER_NAMES, WITHOUT_PREFIX } from '../../../../libs/platform/http/middleware/older-paths.js';
import {
  roleOf,
  SERVICE_ROLES,
  SERVICE_ROUTES,
  type ServiceRole,
} from '../../../../libs/platform/http/roles/service-roles.js';

/** Where the gateway listens, where the processes of each role are (`host:port`), and which proxies before it are believed. */
export interface Gateway {
  readonly listen: number;
  readonly servers: Readonly<Record<ServiceRole, readonly string[]>>;
  readonly trusted: readonly string[];
}

interface GatewayRoute {
  /** As clients write it: it, and everything below it, is the role's. */
  readonly path: string;
  readonly role: ServiceRole;
}

/** Paths that go to one role. */
export interface GatewayRule {
  readonly role: ServiceRole;
  readonly paths: readonly string[];
}

/** Answers what every process can: `/api/v1/ping`, the documents, the page at `/`. */
export const FOR_THE_REST: ServiceRole = 'orders';

/** The paths of today, and those of older clients: other names, `/api` without `/v1`, no prefix at all. */
const ROUTES: readonly GatewayRoute[] = [
  ...[
    ...SERVICE_ROUTES,
    ...Object.entries(OLDER_NAMES).map(([older, name]) => ({
      path: `/${older}`,
      role: roleOf(`/${name}`) ?? FOR_THE_REST,
    })),
  ].flatMap(({ path, role }) => [
    { path: `/api/v1${path}`, role },
    { path: `/api${path}`, role },
  ]),
  ...WITHOUT_PREFIX.map((name) => ({ path: `/${name}`, role: roleOf(`/${name}`) ?? FOR_THE_REST })),
  { path: '/socket.io', role: 'realtime' },
];

/** Whether it lies below a path of another role. */
const isWithinAnother = ({ path, role }: GatewayRoute): boolean =>
  ROUTES.some((other) => other.role !== role && path.startsWith(`${other.path}/`));

const byRole = (routes: readonly GatewayRoute[]): GatewayRule[] =>
  SERVICE_ROLES.map((role) => ({
    role,
    paths: routes.filter((route) => route.role === role).map(({ path }) => path),
  })).filter(({ paths }) => paths.length > 0);

/** Which role answers what: the first rule that fits. Nothing else is known of a path: it goes to {@link FOR_THE_REST}. */
export const GATEWAY_RULES: readonly GatewayRule[] = [
  ...byRole(ROUTES.filter(isWithinAnother)),
  ...byRole(ROUTES.filter((route) => !isWithinAnother(route))),
];

interface Options {
  readonly listen?: string | undefined;
  readonly servers?: readonly string[] | undefined;
  readonly trust?: readonly string[] | undefined;
}

/** Reads the options of the command. Without `servers` a role is at its own name, port 8080, as in Compose. Throws what is wrong, for a person. */
export function readGateway({ listen = '8080', servers = [], trust = [] }: Options): Gateway {
  const port = Number(listen);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--listen takes a port from 1 to 65535');
  if (!trust.every((range) => RANGE.test(range))) {
    throw new Error('--trust takes an address or a range of addresses, such as 10.0.0.0/8');
  }
  const named = new Map(servers.map((text) => readServers(text)));
  const of = (role: ServiceRole) => named.get(role) ?? [`${role}:8080`];
  return {
    listen: port,
    servers: Object.fromEntries(SERVICE_ROLES.map((role) => [role, of(role)])) as Record<ServiceRole, string[]>,
    trusted: trust,
  };
}

function readServers(text: string): [ServiceRole, string[]] {
  const [name = '', list = ''] = text.split('=', 2);
  const role = SERVICE_ROLES.find((one) => one === name);
  const addresses = list.split(',');
  if (!role || !addresses.every((address) => ADDRESS.test(address))) {
    throw new Error(
      `--servers takes a role and its addresses, such as orders=10.0.0.5:8080,10.0.0.6:8080; roles are ${SERVICE_ROLES.join(', ')}`,
    );
  }
  return [role, addresses];
}

const ADDRESS = /^(?:[a-z\d.-]+|\[[\da-f:]+\]):\d{1,5}$/i;
const RANGE = /^[\da-f.:]+(?:\/\d{1,3})?$/i;
