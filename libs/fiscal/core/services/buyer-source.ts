import { Injectable } from '@nestjs/common';

import { CustomersApi } from '#libs/customers';
import type { SoldOrder } from '#libs/ordering';
import { ShippingApi } from '#libs/shipping';

import type { BuyerFacts, InvoiceFacts } from '../model/invoice-of.js';
import type { FiscalModel } from '../model/invoice.js';

/** Who bought, and where it went. */
@Injectable()
export class BuyerSource {
  constructor(
    private readonly customers: CustomersApi,
    private readonly shipping: ShippingApi,
  ) {}

  async of(order: SoldOrder, model: FiscalModel): Promise<Pick<InvoiceFacts, 'buyer' | 'delivery'>> {
    const { customerId } = order;
    if (customerId === null) return { buyer: null, delivery: null };
    const buyer: BuyerFacts | null = await this.customers.profileOf(customerId);
    return { buyer, delivery: model === 'NFE' ? await this.delivery(order, customerId) : null };
  }

  /** Where its parcel goes; where the customer lives when none was booked. */
  private async delivery({ outletId, id }: SoldOrder, customerId: string): Promise<InvoiceFacts['delivery']> {
    const booked = (await this.shipping.ofOrder(outletId, id))?.address;
    if (booked) return booked;
    const address = await this.customers.defaultAddress(customerId);
    return address?.country === 'BR' ? { ...address, cep: address.postalCode } : null;
  }
}
