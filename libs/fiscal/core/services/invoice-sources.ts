import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi } from '#libs/payments';

import { BuyerSource } from './buyer-source.js';
import type { FiscalDocument } from '../model/fiscal-document.js';
import { FiscalSettingsRepository } from '../fiscal.ports.js';
import type { InvoiceFacts } from '../model/invoice-of.js';

/** Everything that a document is put together from, read outside any unit of work. */
@Injectable()
export class InvoiceSources {
  constructor(
    private readonly ordering: OrderingApi,
    private readonly payments: PaymentsApi,
    private readonly catalog: CatalogApi,
    private readonly outlets: OutletsApi,
    private readonly settings: FiscalSettingsRepository,
    private readonly buyers: BuyerSource,
  ) {}

  async of({
    outletId,
    orderId,
    model,
  }: FiscalDocument): Promise<Omit<InvoiceFacts, 'installation' | 'needsCompanyId' | 'at'>> {
    const order = await this.ordering.sold(orderId, { outletId });
    const payments = await this.payments.ofPayable(outletId, orderId);
    const taxation = await this.catalog.taxation([...new Set(order.lines.map((line) => line.productId))]);
    const { timeZone } = await this.outlets.get(outletId);
    const settings = await this.settings.get(outletId);
    return { model, order, payments, taxation, settings, timeZone, ...(await this.buyers.of(order, model)) };
  }

  /** The clock on the outlet's wall: the authority refuses a consumer document that says another time. */
  async timeZoneOf(outletId: string): Promise<string> {
    return (await this.outlets.get(outletId)).timeZone;
  }
}
