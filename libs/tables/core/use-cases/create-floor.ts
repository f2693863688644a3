import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, AuditLog, Clock, newId, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { FloorRepository } from '../tables.ports.js';
import { floorAudit } from '../model/floor-audit.js';
import { type Floor, type FloorDraft, newFloor } from '../model/floor.js';

@Injectable()
export class CreateFloor {
  constructor(
    private readonly floors: FloorRepository,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) and `FLOOR_NAME_TAKEN` (409). */
  async execute({ actor, draft }: { readonly actor: Actor; readonly draft: FloorDraft }): Promise<Floor> {
    assertOutlet(actor, draft.outletId);
    await this.outlets.get(draft.outletId);
    const floor = newFloor(newId(), draft, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.floors.insert(floor);
      await this.audit.record(floorAudit(actor, 'created', floor));
    });
    return floor;
  }
}
