import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';

import { type Actor, type DomainError, type Role, unauthenticated, type UserActor } from '#libs/kernel';

export const ALLOWED_ROLES = 'comanda:allowed-roles';
export const IS_PUBLIC = 'comanda:public';

/** Who may call this: any of these roles. A handler without `@Allow` or `@Public` refuses everyone. */
export const Allow = (...roles: Role[]) => SetMetadata(ALLOWED_ROLES, roles);

/** Anyone may call this; a token, when sent, still names the actor (and a bad one is ignored). */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/** What the authentication guard leaves on a request: the actor, or why there is none. */
export interface Authenticated extends Request {
  actor?: Actor;
  /** Of the actor's token. */
  sessionId?: string;
  authFault?: DomainError;
}

/** The actor of a handler that is not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<Authenticated>();
  if (!actor) throw unauthenticated('TOKEN_MISSING', 'Send a token: Authorization: Bearer <token>.');
  return actor;
});

/** The actor of a handler that users alone may call (`@Allow` without GUEST). */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): UserActor => {
  const { actor } = context.switchToHttp().getRequest<Authenticated>();
  if (actor?.kind !== 'user')
    throw unauthenticated('TOKEN_MISSING', 'Send a user token: Authorization: Bearer <token>.');
  return actor;
});

/** The actor of a public handler, when a good token came along. */
export const OptionalActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor | undefined =>
    context.switchToHttp().getRequest<Authenticated>().actor,
);
