import type { CustomersApi } from '#libs/customers';
import type { SoldOrder } from '#libs/ordering';

import type { BuyerFacts, InvoiceFacts } from './invoice-of.js';
import type { FiscalModel } from './invoice.js';

/** Who bought, and where it went. */
export class BuyerSource {
  constructor(private readonly customers: CustomersApi) {}

  async of(order: SoldOrder, model: FiscalModel): Promise<Pick<InvoiceFacts, 'buyer' | 'delivery'>> {
    const { customerId } = order;
    if (customerId === null) return { buyer: null, delivery: null };
    const buyer: BuyerFacts | null = await this.customers.profileOf(customerId);
    return { buyer, delivery: model === 'NFE' ? await this.delivery(customerId) : null };
  }

  private async delivery(customerId: string): Promise<InvoiceFacts['delivery']> {
    const address = await this.customers.defaultAddress(customerId);
    return address?.country === 'BR' ? { ...address, cep: address.postalCode } : null;
  }
}
