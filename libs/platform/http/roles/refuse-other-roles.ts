import type { NextFunction, Request, Response } from 'express';

import { DomainError } from '#libs/kernel';

import { roleOf, type ServiceRole } from './service-roles.js';

const PREFIX = '/api/v1';
const SOCKET_IO = '/socket.io/';

/** A path of the server, without its query, to the role that answers it; null where every process does. */
export function roleOfUrl(url: string): ServiceRole | null {
  const [path = ''] = url.split('?', 1);
  if (path.startsWith(SOCKET_IO)) return 'realtime';
  return path.startsWith(`${PREFIX}/`) ? roleOf(path.slice(PREFIX.length)) : null;
}

/** Whether sockets are among the roles of this process. */
export const servesSockets = ({
  SERVICE_ROLES,
}: {
  readonly SERVICE_ROLES?: readonly ServiceRole[] | undefined;
}): boolean => SERVICE_ROLES?.includes('realtime') ?? true;

export const servedElsewhere = (role: ServiceRole) =>
  new DomainError(
    'not_found',
    'NOT_SERVED_HERE',
    `This process does not serve ${role}. Send the request to the gateway.`,
  );

/** Answers 404 to what another role answers. For canonical paths, so it comes behind the rewriting of older ones. */
export function refuseOtherRoles(roles: readonly ServiceRole[]) {
  const own = new Set(roles);
  return (request: Request, _: Response, next: NextFunction): void => {
    const role = roleOfUrl(request.url);
    if (role === null || own.has(role)) next();
    else throw servedElsewhere(role);
  };
}
