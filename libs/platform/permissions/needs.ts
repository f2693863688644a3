import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

import type { PermissionKey } from '#libs/kernel';

import { ApprovalGrantInterceptor } from './approval-grant.interceptor.js';
import type { PlacedThing } from './outlet-places.js';

export const NEEDS = 'comanda:needs';

/** Where a request says at which outlet it acts: in a field, in the path (`outlet`), or by the id of something that is there. */
export type NeedPlace =
  | { readonly body: 'outlet_id' }
  | { readonly query: 'outlet_id' }
  | { readonly outlet: string }
  | { readonly thing: PlacedThing; readonly param: string }
  | { readonly thing: PlacedThing; readonly body: string }
  /** It acts at every outlet of the caller. */
  | 'EVERYWHERE'
  /** Its use case asks, which knows the figures, or at which outlet it acts. */
  | 'BY_USE_CASE';

export interface Need {
  /** The caller needs all of them. */
  readonly keys: readonly [PermissionKey, ...PermissionKey[]];
  readonly at: NeedPlace;
  /** Of a request with this field in its body, in the place of `keys`. */
  readonly instead?: { readonly field: string; readonly key: PermissionKey };
  /** Some requests of the handler need it, and its use case says which. */
  readonly isAskedInside?: true;
}

/**
 * What staff need beside a token: rules of the outlet decide, and `@Allow` where none speaks. A permission with limits, or one that is
 * needed `BY_USE_CASE`, is settled by the use case; the guard refuses those alone who have it at none of their outlets. Stands above `@Idempotent`, so that a
 * repeat which answers the first result spends no approval.
 */
export const Needs = (
  keys: PermissionKey | readonly [PermissionKey, ...PermissionKey[]],
  at: NeedPlace,
  instead?: Need['instead'],
) => needs({ keys: typeof keys === 'string' ? [keys] : keys, at, ...(instead && { instead }) });

/** What this request needs, whose body says which of several things it does. */
export const keysFor = ({ keys, instead }: Pick<Need, 'keys' | 'instead'>, body: unknown): Need['keys'] => {
  const fields = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const isOther = instead !== undefined && fields[instead.field] !== undefined && fields[instead.field] !== null;
  return isOther ? [instead.key] : keys;
};

/** What some requests of the handler need: the guard leaves all of them to the use case. */
export const MayNeed = (keys: PermissionKey | readonly [PermissionKey, ...PermissionKey[]]) =>
  needs({ keys: typeof keys === 'string' ? [keys] : keys, at: 'BY_USE_CASE', isAskedInside: true });

const needs = (need: Need) =>
  applyDecorators(
    SetMetadata(NEEDS, need),
    UseInterceptors(ApprovalGrantInterceptor),
    ApiHeader({
      name: 'X-Approval-Grant',
      required: false,
      description:
        'An approval for exactly this request, where a rule of the outlet asks for one (403 `APPROVAL_REQUIRED`): see `POST /approvals`.',
      schema: { type: 'string', maxLength: 100 },
    }),
  );
