import {
  OLDER_ROUTES,
  SERVICE_ROLES,
  SERVICE_ROUTES,
  type ServiceRole,
} from '../../../../libs/platform/http/roles/service-roles.js';

/** Where the processes of each role are, `host:port` each, and where the gateway listens. */
export interface Gateway {
  readonly listen: number;
  readonly servers: Readonly<Record<ServiceRole, readonly string[]>>;
}

/** The path of a client, whole: it, and everything below it, is the role's. */
interface GatewayRoute {
  readonly path: string;
  readonly role: ServiceRole;
}

/** Paths that older guides write without a prefix (request.middleware.ts). */
const WITHOUT_PREFIX = ['/auth', '/shifts', '/orders', '/table-sessions'];
/** What every process answers: the gateway asks one that is nearly always there. */
export const FOR_THE_REST: ServiceRole = 'orders';

/** The longest paths first, so that the first that fits is right. */
export const GATEWAY_ROUTES: readonly GatewayRoute[] = [
  ...SERVICE_ROUTES.flatMap(({ path, role }) => [
    { path: `/api/v1${path}`, role },
    { path: `/api${path}`, role },
    ...(WITHOUT_PREFIX.includes(path) ? [{ path, role }] : []),
  ]),
  ...OLDER_ROUTES.flatMap(({ path, role }) => [
    { path: `/api/v1${path}`, role },
    { path: `/api${path}`, role },
  ]),
  { path: '/socket.io', role: 'realtime' as const },
].toSorted((a, b) => b.path.length - a.path.length);

/** Reads `--listen 8080` and `--servers orders=a:8080,b:8080` (several). Without servers a role is at its own name, port 8080, as in Compose. Throws what is wrong, for a person. */
export function readGateway(listen: string | undefined, servers: readonly string[]): Gateway {
  const port = Number(listen ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--listen takes a port from 1 to 65535');
  const named = new Map(servers.map((text) => readServers(text)));
  const of = (role: ServiceRole) => named.get(role) ?? [`${role}:8080`];
  return {
    listen: port,
    servers: Object.fromEntries(SERVICE_ROLES.map((role) => [role, of(role)])) as Record<ServiceRole, string[]>,
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

/** The problem document of a gateway whose process is away (502) or does not answer (504), as clients know them from the API. */
export const problemOf = (status: 502 | 504, role: string): string => {
  const [code, detail] =
    status === 502
      ? ['SERVICE_AWAY', `What answers for ${role} is away. Nothing was changed; try again in a moment.`]
      : [
          'SERVICE_SILENT',
          `What answers for ${role} took too long: this may or may not have been done. Ask with the same Idempotency-Key or id.`,
        ];
  return JSON.stringify({
    type: `urn:comanda:problem:${code.toLowerCase()}`,
    title: 'Not available',
    status,
    detail,
    code,
  });
};
