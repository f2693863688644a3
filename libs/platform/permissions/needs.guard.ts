import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import {
  forbidden,
  hasLimits,
  isInScope,
  isStaff,
  isUuid,
  outletScope,
  type PermissionEffect,
  type PermissionKey,
  Permissions,
  type UserActor,
} from '#libs/kernel';

import { ALLOWED_ROLES, type Authenticated, IS_PUBLIC } from '../auth/access.js';
import { currentRequest } from '../telemetry/request-context.js';
import { keysFor, type Need, type NeedPlace, NEEDS } from './needs.js';
import { OutletPlaces } from './outlet-places.js';
import { requestHash } from './request-hash.js';

const GRANT_HEADER = 'x-approval-grant';
const LONGEST_GRANT = 100;

/**
 * Last of the guards, once the body is there: what rules say of somebody who is staff. It costs no statement as long as rules say the same of
 * them at each of their outlets; where they do not, the outlet of the request is looked up.
 */
@Injectable()
export class NeedsGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly permissions: Permissions,
    private readonly places: OutletPlaces,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEEDS, targets);
    const request = context.switchToHttp().getRequest<Authenticated>();
    if (!need || !request.actor || !isStaff(request.actor)) return true;
    notePresentedGrant(request);
    if (need.isAskedInside) return true;
    const roles = this.reflector.getAllAndOverride<readonly string[] | undefined>(ALLOWED_ROLES, targets);
    const isPublic = this.reflector.getAllAndOverride<object | undefined>(IS_PUBLIC, targets) !== undefined;
    const otherwise = isPublic || roles?.includes(request.actor.role) ? 'ALLOW' : 'DENY';
    const approvals: PermissionKey[] = [];
    for (const key of keysFor(need, request.body)) {
      const effect = await this.effectOf(request.actor, key, need.at, request, otherwise);
      if (effect === 'DENY') throw denied(key);
      if (effect === 'APPROVE') approvals.push(key);
    }
    if (approvals.length > 0) await this.expectApproval(request, request.actor, need.at, approvals);
    return true;
  }

  /** Of what its use case asks again: ALLOW unless it is theirs nowhere. */
  private async effectOf(
    actor: UserActor,
    key: PermissionKey,
    at: NeedPlace,
    request: Authenticated,
    otherwise: PermissionEffect,
  ): Promise<PermissionEffect> {
    const effects = await this.permissions.effects(actor, key, otherwise);
    const [first = 'DENY'] = effects;
    if (hasLimits(key) || at === 'BY_USE_CASE') return effects.size === 1 && first === 'DENY' ? 'DENY' : 'ALLOW';
    if (effects.size === 1) return first;
    const outletId = await this.outletOf(request, actor, at);
    // What they do not see they are told so by the handler.
    if (outletId === null) return 'ALLOW';
    if (outletId === undefined) return strictest(effects);
    return (await this.permissions.may(actor, outletId, key, {}, otherwise)).effect;
  }

  private async expectApproval(
    request: Authenticated,
    actor: UserActor,
    at: NeedPlace,
    keys: readonly PermissionKey[],
  ): Promise<void> {
    const outletId = await this.outletOf(request, actor, at);
    if (outletId === null) return;
    const [key] = keys;
    if (key === undefined) return;
    const context = currentRequest();
    if (outletId === undefined || context?.presentedGrant === undefined) throw approvalRequired(key);
    context.neededApproval = { outletId, keys };
  }

  /** Undefined where the request names no outlet; null for one that the actor does not see. */
  private async outletOf(request: Authenticated, actor: UserActor, at: NeedPlace): Promise<string | null | undefined> {
    if (typeof at === 'string') return undefined;
    if ('thing' in at) {
      const id = 'param' in at ? request.params[at.param] : fieldsOf(request.body)[at.body];
      return isUuid(id) ? this.places.of(at.thing, actor, id.toLowerCase()) : null;
    }
    const named =
      'outlet' in at ? request.params[at.outlet] : fieldsOf('body' in at ? request.body : request.query).outlet_id;
    if (named === undefined || named === null)
      return actor.outletIds.length === 1 && actor.role !== 'ADMIN' ? actor.outletIds[0] : undefined;
    if (!isUuid(named)) return null;
    const outletId = named.toLowerCase();
    return isInScope(outletScope(actor), outletId) ? outletId : null;
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const strictest = (effects: ReadonlySet<PermissionEffect>): PermissionEffect =>
  (['DENY', 'APPROVE'] as const).find((effect) => effects.has(effect)) ?? 'ALLOW';

function notePresentedGrant(request: Authenticated): void {
  const token = request.headers[GRANT_HEADER];
  const context = currentRequest();
  if (typeof token !== 'string' || !context) return;
  context.presentedGrant = {
    token: token.slice(0, LONGEST_GRANT),
    requestHash: requestHash(request.method, request.url, request.body),
  };
}

const denied = (permission: PermissionKey) => forbidden('FORBIDDEN', 'You may not do this here.', { permission });

const approvalRequired = (permission: PermissionKey) =>
  forbidden('APPROVAL_REQUIRED', 'Somebody who may do this alone has to approve it: see POST /approvals.', {
    permission,
    limit: null,
    value: null,
  });
