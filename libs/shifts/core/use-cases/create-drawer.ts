import { Injectable } from '@nestjs/common';

import { assertOutlet, AuditLog, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type NamedDrawer, newDrawer } from '../model/named-drawer.js';
import { drawerAudit } from '../services/drawer-audit.js';
import { NamedDrawers } from '../shifts.ports.js';

export interface CreateDrawerInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly name: string;
}

@Injectable()
export class CreateDrawer {
  constructor(
    private readonly drawers: NamedDrawers,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `DRAWER_NAME_TAKEN`. */
  async execute({ actor, outletId, name }: CreateDrawerInput): Promise<NamedDrawer> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const drawer = newDrawer(outletId, name, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.drawers.insert(drawer);
      await this.audit.record(drawerAudit(actor, 'created', drawer));
    });
    return drawer;
  }
}
