import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { type Actor, DomainError, forbidden, isStaff, Permissions, type Role, unauthenticated } from '#libs/kernel';

import { type Need, NEEDS } from '../permissions/needs.js';
import { currentRequest } from '../telemetry/request-context.js';
import { ALLOWED_ROLES, type Authenticated, IS_PUBLIC, type PublicOptions } from './access.js';
import { Authenticator, SESSION_CLOSED } from './authenticator.js';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * First of three guards: finds out who asks, and refuses nobody yet, so that the rate limit in between can count a bad token against
 * the address it came from.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Authenticated>();
    const header = request.headers.authorization;
    if (!header) return true;
    const token = BEARER.exec(header)?.[1];
    try {
      if (!token) throw unauthenticated('TOKEN_MALFORMED', 'The Authorization header should read: Bearer <token>.');
      const { actor, sessionId } = await this.authenticator.identify(token);
      Object.assign(request, { actor, sessionId });
      Object.assign(currentRequest() ?? {}, { actor, sessionId });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unauthenticated') throw error;
      request.authFault = error;
    }
    return true;
  }
}

/** Who may call a handler. */
type Rule = PublicOptions | readonly Role[];

/**
 * Last of three guards: refuses who is not allowed. A handler that says nothing about access is closed. Staff of another role get on to
 * `NeedsGuard` where a rule gives them the permission of the handler.
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly permissions: Permissions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.ruleOf(context);
    const { actor, authFault } = context.switchToHttp().getRequest<Authenticated>();
    if (!isRoles(rule)) {
      if (authFault?.code === SESSION_CLOSED && !rule.startsAnew) throw authFault;
      return true;
    }
    if (authFault) throw authFault;
    if (!actor) throw unauthenticated('TOKEN_MISSING', 'Send a token: Authorization: Bearer <token>.');
    if (!rule.includes(actor.role) && !(await this.isGiven(context, actor))) {
      throw forbidden('FORBIDDEN', `A ${actor.role} may not do this; it needs ${rule.join(' or ')}.`);
    }
    return true;
  }

  /** Whether a rule lets them do it at one of their outlets, though the handler's roles do not. */
  private async isGiven(context: ExecutionContext, actor: Actor): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEEDS, targets);
    if (!need || need.isAskedInside || !isStaff(actor)) return false;
    for (const key of need.keys) {
      const effects = await this.permissions.effects(actor, key, 'DENY');
      if (effects.size === 1 && effects.has('DENY')) return false;
    }
    return true;
  }

  private ruleOf(context: ExecutionContext): Rule {
    const targets = [context.getHandler(), context.getClass()];
    return (
      this.reflector.getAllAndOverride<PublicOptions | undefined>(IS_PUBLIC, targets) ??
      this.reflector.getAllAndOverride<Role[] | undefined>(ALLOWED_ROLES, targets) ??
      []
    );
  }
}

const isRoles = (rule: Rule): rule is readonly Role[] => Array.isArray(rule);
