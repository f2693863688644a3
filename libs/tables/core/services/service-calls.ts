import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { ServiceCall } from '../model/service-call.js';
import { ServiceCallRepository } from '../tables.ports.js';
import { TableViews } from './table-views.js';

/** Calls from tables, as far as the actor may see them. */
@Injectable()
export class ServiceCalls {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly tables: TableViews,
    private readonly outlets: OutletsApi,
  ) {}

  /** Open ones of the actor's outlets, or of one of them, oldest first. Throws `OUTLET_NOT_FOUND`. */
  async open(actor: UserActor, outletId: string | undefined): Promise<ServiceCall[]> {
    if (outletId === undefined) return this.calls.open(outletScope(actor));
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.calls.open([outletId]);
  }

  /** Open ones of a sitting, oldest first. Throws `TABLE_SESSION_NOT_FOUND`. */
  async ofSession(actor: Actor, sessionId: string): Promise<ServiceCall[]> {
    const session = await this.tables.session(actor, sessionId);
    const calls = await this.calls.open([session.outletId]);
    return calls.filter((call) => call.sessionId === session.id);
  }
}
