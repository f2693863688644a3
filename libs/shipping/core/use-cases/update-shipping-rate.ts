import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, outletScope, UnitOfWork, versionConflict } from '#libs/kernel';

import { rateAudit } from '../services/rate-audit.js';
import { type RateFields, reviseRate, type ShippingRate } from '../model/shipping-rate.js';
import { rateNotFound } from '../model/shipping.errors.js';
import { RateRepository } from '../shipping.ports.js';

export interface UpdateShippingRateInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: Partial<RateFields>;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. */
@Injectable()
export class UpdateShippingRate {
  constructor(
    private readonly rates: RateRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, changes, version }: UpdateShippingRateInput): Promise<ShippingRate> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(actor, id);
      assertVersion(version, before.version);
      const after = reviseRate(before, changes, this.clock.now());
      if (after === before) return before;
      if (!(await this.rates.update(after))) throw versionConflict((await this.find(actor, id)).version);
      await this.audit.record(rateAudit(actor, 'updated', after, { changes }));
      return after;
    });
  }

  private async find(actor: Actor, id: string): Promise<ShippingRate> {
    const rate = await this.rates.find(outletScope(actor), id);
    if (!rate) throw rateNotFound();
    return rate;
  }
}
