import { Injectable } from '@nestjs/common';

import { Clock, newId } from '#libs/kernel';
import { OrderingApi, type SoldOrder } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import { FiscalProvider } from '../fiscal-authority.js';
import { FiscalDesk } from '../fiscal-desk.js';
import { type FiscalDocument, openDocument } from '../fiscal-document.js';
import { FiscalSettingsStore } from '../fiscal.ports.js';
import { modelOf, referenceOf } from '../invoice-of.js';

export interface OrderRef {
  readonly outletId: string;
  readonly orderId: string;
}

const PAID: readonly SoldOrder['paymentStatus'][] = ['PAID', 'PARTIALLY_REFUNDED'];

/** Opens the document that a paid order of a Brazilian outlet is owed: one, however often it is asked. */
@Injectable()
export class OpenDocument {
  constructor(
    private readonly desk: FiscalDesk,
    private readonly provider: FiscalProvider,
    private readonly settings: FiscalSettingsStore,
    private readonly ordering: OrderingApi,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    const order = await this.ordering.sold(orderId, { outletId });
    if (!PAID.includes(order.paymentStatus) || order.status === 'VOIDED') return;
    // What costs nothing is no sale to a tax office.
    if (order.totalAmount === 0) return;
    const document = await this.draft(order);
    if (document) await this.desk.open(document);
  }

  /** Null where no documents are issued: no provider, another country, an outlet that issues them elsewhere. */
  async draft(order: SoldOrder): Promise<FiscalDocument | null> {
    const { authority, installation } = this.provider;
    if (!authority || !installation) return null;
    const { country } = await this.outlets.get(order.outletId);
    const { enabled, cnpj } = await this.settings.get(order.outletId);
    if (country !== 'BR' || !enabled) return null;
    return openDocument({
      id: newId(),
      order,
      model: modelOf(order),
      reference: referenceOf(order.id),
      provider: authority.name,
      environment: installation.environment,
      cnpj: cnpj ?? installation.cnpj,
      at: this.clock.now(),
    });
  }
}
