import { Injectable } from '@nestjs/common';

import { assertOutlet, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Tender } from '../model/tender.js';
import { TenderRepository } from '../payments.ports.js';

/** An outlet's tenders, as its staff may see them. */
@Injectable()
export class OutletTenders {
  constructor(
    private readonly tenders: TenderRepository,
    private readonly outlets: OutletsApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`. */
  async of(actor: UserActor, outletId: string): Promise<Tender[]> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.tenders.ofOutlet(outletId);
  }
}
