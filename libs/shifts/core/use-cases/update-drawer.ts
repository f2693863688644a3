import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { type NamedDrawer, renamedDrawer } from '../model/named-drawer.js';
import { drawerNotFound } from '../model/shifts.errors.js';
import { drawerAudit } from '../services/drawer-audit.js';
import { NamedDrawers } from '../shifts.ports.js';

export interface UpdateDrawerInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The name as it was when absent. */
  readonly name?: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. Shifts on the drawer, and their reports, keep the name that it had when they began. */
@Injectable()
export class UpdateDrawer {
  constructor(
    private readonly drawers: NamedDrawers,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `DRAWER_NOT_FOUND`, `DRAWER_NAME_TAKEN`, `VERSION_CONFLICT`. */
  execute({ actor, id, name, version }: UpdateDrawerInput): Promise<NamedDrawer> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(actor, id);
      assertVersion(version, before.version);
      const after = renamedDrawer(before, name ?? before.name, this.clock.now());
      if (after === before) return before;
      if (!(await this.drawers.update(after))) throw versionConflict((await this.find(actor, id)).version);
      await this.audit.record(drawerAudit(actor, 'updated', after, { was: before.name }));
      return after;
    });
  }

  private async find(actor: UserActor, id: string): Promise<NamedDrawer> {
    const drawer = await this.drawers.find(outletScope(actor), id);
    if (!drawer) throw drawerNotFound();
    return drawer;
  }
}
