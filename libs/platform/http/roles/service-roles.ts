/** Parts of the API that a process may be given (SERVICE_ROLES). Names of S3's services, and those that it had no service for. */
export const SERVICE_ROLES = ['users', 'menu', 'orders', 'payments', 'guests', 'shop', 'admin', 'realtime'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

export interface ServiceRoute {
  /** The path below `/api/v1`, and everything below that. */
  readonly path: string;
  readonly role: ServiceRole;
}

/**
 * Which role answers what: of several paths that fit, the longest. A till's way from order to cash is one role, so that cash is taken while the
 * payments' processes are down. What is not named here (`/ping`, probes, the documents) every process answers.
 */
export const SERVICE_ROUTES: readonly ServiceRoute[] = [
  { path: '/auth', role: 'users' },
  { path: '/users', role: 'users' },
  { path: '/devices', role: 'users' },
  { path: '/device-pairings', role: 'users' },
  { path: '/permissions', role: 'users' },
  { path: '/approvals', role: 'users' },
  { path: '/menu', role: 'menu' },
  { path: '/menus', role: 'menu' },
  { path: '/products', role: 'menu' },
  { path: '/categories', role: 'menu' },
  { path: '/orders', role: 'orders' },
  { path: '/transactions', role: 'orders' },
  { path: '/shifts', role: 'orders' },
  { path: '/kitchen', role: 'orders' },
  { path: '/tenders', role: 'orders' },
  { path: '/drawers', role: 'orders' },
  { path: '/tips', role: 'orders' },
  { path: '/reasons', role: 'orders' },
  { path: '/payments', role: 'payments' },
  { path: '/webhooks', role: 'payments' },
  { path: '/table-sessions', role: 'guests' },
  { path: '/tables', role: 'guests' },
  { path: '/calls', role: 'guests' },
  { path: '/table-cart', role: 'guests' },
  { path: '/floors', role: 'guests' },
  { path: '/shops', role: 'shop' },
  { path: '/cart', role: 'shop' },
  { path: '/shipping/calculate', role: 'shop' },
  { path: '/outlets', role: 'admin' },
  { path: '/schedules', role: 'admin' },
  { path: '/customers', role: 'admin' },
  { path: '/coupons', role: 'admin' },
  { path: '/stock-counts', role: 'admin' },
  { path: '/stock-levels', role: 'admin' },
  { path: '/stock-movements', role: 'admin' },
  { path: '/shipments', role: 'admin' },
  { path: '/shipping', role: 'admin' },
  { path: '/fiscal', role: 'admin' },
  { path: '/reports', role: 'admin' },
  { path: '/notifications', role: 'admin' },
  { path: '/webhook-logs', role: 'admin' },
  { path: '/audit-log', role: 'admin' },
  { path: '/jobs', role: 'admin' },
  { path: '/events', role: 'realtime' },
  { path: '/ws', role: 'realtime' },
];

const byLength = SERVICE_ROUTES.toSorted((a, b) => b.path.length - a.path.length);

/** The role that answers a path below `/api/v1`, in capitals or not, as the router takes it; null where every process does. */
export function roleOf(path: string): ServiceRole | null {
  const plain = path.toLowerCase();
  return byLength.find((route) => plain === route.path || plain.startsWith(`${route.path}/`))?.role ?? null;
}
