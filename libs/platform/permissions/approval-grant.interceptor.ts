import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { Permissions } from '#libs/kernel';

import type { Authenticated } from '../auth/access.js';
import { Database } from '../database/database.js';
import { IDEMPOTENCY, type IdempotencyOptions } from '../http/idempotency/idempotency.js';
import { currentRequest } from '../telemetry/request-context.js';

/**
 * A request with `X-Approval-Grant` is one transaction, in which its grant is spent: when it fails the grant is as good as before. What calls out
 * (a gateway) cannot wait in a transaction: there the grant is spent before, and a failure costs it.
 */
@Injectable()
export class ApprovalGrantInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!currentRequest()?.presentedGrant) return next.handle();
    const request = context.switchToHttp().getRequest<Authenticated>();
    const spent = async () => {
      await this.spend(request);
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      return answer;
    };
    return from(this.callsOut(context, request) ? spent() : this.database.run(spent));
  }

  /** The permissions that the guard found wanting. Those with limits ask for themselves. */
  private async spend({ actor }: Authenticated): Promise<void> {
    const needed = currentRequest()?.neededApproval;
    if (!needed || actor?.kind !== 'user') return;
    for (const key of needed.keys) await this.permissions.prove({ actor, outletId: needed.outletId, key });
  }

  private callsOut(context: ExecutionContext, request: Authenticated): boolean {
    const options = this.reflector.get<IdempotencyOptions | undefined>(IDEMPOTENCY, context.getHandler());
    const body: unknown = request.body;
    const method = (body as { method?: unknown } | undefined)?.method;
    return options?.inSteps?.({ method, path: request.path, body }) ?? false;
  }
}
