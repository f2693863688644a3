import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog, outletScope, UnitOfWork } from '#libs/kernel';

import { rateAudit } from '../services/rate-audit.js';
import { rateNotFound } from '../model/shipping.errors.js';
import { RateRepository } from '../shipping.ports.js';

@Injectable()
export class DeleteShippingRate {
  constructor(
    private readonly rates: RateRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      const rate = await this.rates.remove(outletScope(actor), id);
      if (!rate) throw rateNotFound();
      await this.audit.record(rateAudit(actor, 'deleted', rate));
    });
  }
}
