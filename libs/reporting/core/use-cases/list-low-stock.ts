import { Injectable } from '@nestjs/common';

import type { Page, PageRequest, UserActor } from '#libs/kernel';

import { type LowStock, PresentState } from '../reporting.ports.js';
import { ReportDesk } from '../services/report-outlets.js';

export interface ListLowStockInput {
  readonly actor: UserActor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListLowStock {
  constructor(
    private readonly desk: ReportDesk,
    private readonly present: PresentState,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404). */
  async execute({ actor, outletId, page }: ListLowStockInput): Promise<Page<LowStock>> {
    return this.present.lowStock(await this.desk.scopeOf(actor, outletId), page);
  }
}
