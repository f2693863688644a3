import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog, Clock, outletScope, UnitOfWork, versionConflict } from '#libs/kernel';

import { rateAudit } from '../rate-audit.js';
import { type RateFields, reviseRate, type ShippingRate } from '../shipping-rate.js';
import { rateNotFound } from '../shipping.errors.js';
import { RateRepository } from '../shipping.ports.js';

export interface ChangeRateInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: Partial<RateFields>;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. */
@Injectable()
export class ChangeRate {
  constructor(
    private readonly rates: RateRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, changes, version }: ChangeRateInput): Promise<ShippingRate> {
    return this.unitOfWork.run(async () => {
      const before = await this.rates.find(outletScope(actor), id);
      if (!before) throw rateNotFound();
      if (version !== undefined && version !== before.version) throw versionConflict(before.version);
      const after = reviseRate(before, changes, this.clock.now());
      if (after === before) return before;
      if (!(await this.rates.update(after))) throw versionConflict(after.version);
      await this.audit.record(rateAudit(actor, 'updated', after, { changes }));
      return after;
    });
  }
}
