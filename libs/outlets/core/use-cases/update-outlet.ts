import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, Clock, outletScope, UnitOfWork, versionConflict } from '#libs/kernel';

import { changedSettings, type Outlet, type OutletChanges, reviseOutlet } from '../model/outlet.js';
import { outletNotFound } from '../model/outlets.errors.js';
import { OutletChangeLog } from '../services/outlet-change-log.js';
import { OutletRepository } from '../outlets.ports.js';

export interface UpdateOutletInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: OutletChanges;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. */
@Injectable()
export class UpdateOutlet {
  constructor(
    private readonly outlets: OutletRepository,
    private readonly changeLog: OutletChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, changes, version }: UpdateOutletInput): Promise<Outlet> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(actor, id);
      assertVersion(version, before.version);
      const after = reviseOutlet(before, changes, this.clock.now());
      const changed = changedSettings(before, after);
      if (changed.length === 0) return before;
      if (!(await this.outlets.update(after))) throw versionConflict((await this.find(actor, id)).version);
      await this.changeLog.record(actor, id, 'updated', {
        from: pick(before, changed),
        to: pick(after, changed),
      });
      return after;
    });
  }

  private async find(actor: Actor, id: string): Promise<Outlet> {
    const outlet = await this.outlets.find(outletScope(actor), id);
    if (!outlet) throw outletNotFound();
    return outlet;
  }
}

const pick = (outlet: Outlet, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, outlet[name as keyof Outlet]]));
