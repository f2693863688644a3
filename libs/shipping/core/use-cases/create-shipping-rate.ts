import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, AuditLog, Clock, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { rateAudit } from '../services/rate-audit.js';
import { newRate, type RateFields, type ShippingRate } from '../model/shipping-rate.js';
import { RateRepository } from '../shipping.ports.js';

@Injectable()
export class CreateShippingRate {
  constructor(
    private readonly rates: RateRepository,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({
    actor,
    outletId,
    fields,
  }: {
    actor: Actor;
    outletId: string;
    fields: RateFields;
  }): Promise<ShippingRate> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const rate = newRate(outletId, fields, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.rates.insert(rate);
      await this.audit.record(rateAudit(actor, 'created', rate));
    });
    return rate;
  }
}
