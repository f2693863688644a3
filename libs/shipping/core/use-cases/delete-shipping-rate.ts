import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, outletScope, UnitOfWork } from '#libs/kernel';

import { rateAudit } from '../services/rate-audit.js';
import { rateNotFound } from '../model/shipping.errors.js';
import { RateRepository } from '../shipping.ports.js';

export interface DeleteShippingRateInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

@Injectable()
export class DeleteShippingRate {
  constructor(
    private readonly rates: RateRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, id, version }: DeleteShippingRateInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const rate = await this.rates.remove(outletScope(actor), id);
      if (!rate) throw rateNotFound();
      assertVersion(version, rate.version);
      await this.audit.record(rateAudit(actor, 'deleted', rate));
    });
  }
}
