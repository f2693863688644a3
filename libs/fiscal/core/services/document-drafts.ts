import { Injectable } from '@nestjs/common';

import { Clock, newId } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import { FiscalProvider, FiscalSettingsRepository } from '../fiscal.ports.js';
import { type FiscalDocument, openDocument } from '../model/fiscal-document.js';
import { modelOf, referenceOf } from '../model/invoice-of.js';

/** The document that an order is owed, before it is opened. */
@Injectable()
export class DocumentDrafts {
  constructor(
    private readonly provider: FiscalProvider,
    private readonly settings: FiscalSettingsRepository,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  /** Null where no documents are issued: no provider, another country, an outlet that issues them elsewhere. */
  async of(order: SoldOrder): Promise<FiscalDocument | null> {
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
