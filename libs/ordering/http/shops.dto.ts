import { ApiProperty } from '@nestjs/swagger';

import { exponentOf } from '#libs/kernel';

import { ORDER_TYPES, type OrderType } from '../core/model/order-status.js';
import type { Shop } from '../core/services/shops.js';
import { METHODS } from './pay.dto.js';

export class ShopPaymentMethodResponse {
  /** What POST /orders/:id/pay calls it. */
  @ApiProperty({ enum: METHODS, example: 'midtrans' })
  method!: string;
  /** Who takes the money; null for cash, which is paid at the till. */
  @ApiProperty({ type: String, nullable: true, example: 'midtrans' })
  gateway!: string | null;
  /** For the gateway's script in the browser: Midtrans' client key, Stripe's publishable key; null when none is needed or set. */
  @ApiProperty({ type: String, nullable: true })
  publishable_key!: string | null;
}

/** What a shop's page needs to know of an outlet; nothing of it is secret. */
export class ShopResponse {
  id!: string;
  name!: string;
  country!: string;
  currency!: string;
  /** Decimals of the currency: amounts are whole numbers of its smallest unit. */
  @ApiProperty({ type: 'integer', example: 0 })
  currency_decimals!: number;
  locale!: string;
  time_zone!: string;
  @ApiProperty({ type: String, nullable: true })
  address!: string | null;
  @ApiProperty({ type: String, nullable: true })
  phone!: string | null;
  /** Percent: 10 is 10 %. */
  tax_rate!: number;
  /** Whether prices include the tax. */
  tax_inclusive!: boolean;
  /** Percent. */
  service_charge_rate!: number;
  /** The types of orders that the service charge is taken on. */
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', isArray: true })
  service_charge_types!: OrderType[];
  /** What a buyer may order here: DINE_IN with a table's token alone. */
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', isArray: true })
  order_types!: OrderType[];
  /** Whether an ONLINE or DELIVERY order needs the buyer's CPF (422 CPF_REQUIRED). */
  cpf_required!: boolean;
  /** Only those that work here now. */
  @ApiProperty({ type: () => [ShopPaymentMethodResponse] })
  payment_methods!: ShopPaymentMethodResponse[];
}

const CASH: ShopPaymentMethodResponse = { method: 'cash', gateway: null, publishable_key: null };

export const shopResponse = ({ outlet, takesCash, methods }: Shop): ShopResponse => ({
  id: outlet.id,
  name: outlet.name,
  country: outlet.country,
  currency: outlet.currency,
  currency_decimals: exponentOf(outlet.currency),
  locale: outlet.locale,
  time_zone: outlet.timeZone,
  address: outlet.address,
  phone: outlet.phone,
  tax_rate: outlet.taxRate / 100,
  tax_inclusive: outlet.taxInclusive,
  service_charge_rate: outlet.serviceChargeRate / 100,
  service_charge_types: [...outlet.serviceChargeTypes],
  order_types: [...ORDER_TYPES],
  cpf_required: outlet.country === 'BR',
  payment_methods: [
    ...(takesCash ? [CASH] : []),
    ...methods.map(({ method, gateway, publishableKey }) => ({ method, gateway, publishable_key: publishableKey })),
  ],
});
