import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { drawerNotFound, drawerTaken } from '../model/shifts.errors.js';
import { drawerAudit } from '../services/drawer-audit.js';
import { NamedDrawers } from '../shifts.ports.js';

export interface DeleteDrawerInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** No shift begins on it any more. Shifts that were on it, and their reports, keep its name. */
@Injectable()
export class DeleteDrawer {
  constructor(
    private readonly drawers: NamedDrawers,
    private readonly identity: IdentityApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `DRAWER_NOT_FOUND`, `VERSION_CONFLICT`, and `DRAWER_TAKEN` while a shift is open on it. */
  async execute({ actor, id, version }: DeleteDrawerInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const drawer = await this.drawers.holdAlone(outletScope(actor), id);
      if (!drawer) throw drawerNotFound();
      assertVersion(version, drawer.version);
      const shift = await this.drawers.openShiftOn(drawer);
      if (shift) {
        const names = await this.identity.namesOf([shift.userId]);
        throw drawerTaken(drawer, shift, names.get(shift.userId) ?? null);
      }
      if (!(await this.drawers.remove(drawer, this.clock.now()))) throw versionConflict(drawer.version + 1);
      await this.audit.record(drawerAudit(actor, 'deleted', drawer));
    });
  }
}
