import { Injectable } from '@nestjs/common';

import { assertOutlet, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type ChainVerdict, ReportChain } from '../report-chain.js';

/** Reads an outlet's Zs again and says whether every one is as it was made. */
@Injectable()
export class VerifyShiftReports {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly chain: ReportChain,
  ) {}

  async execute({ actor, outletId }: { actor: UserActor; outletId: string }): Promise<ChainVerdict> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.chain.verify(outletId);
  }
}
