import { Injectable } from '@nestjs/common';

import { CustomersApi } from '#libs/customers';
import { isStaff, type UserActor } from '#libs/kernel';
import { hasLeft, ShippingApi, type ShippingAddress } from '#libs/shipping';

import { addressTooFar, orderVoided, parcelNotBooked, parcelSent } from '../model/ordering.errors.js';
import type { Order } from '../model/order.js';
import { addressNotFound, labelOf } from '../model/shipping-wish.js';
import { OrderChanges } from '../services/order-changes.js';

export interface CorrectOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** One of the customer's addresses, or the address itself. */
  readonly addressId?: string;
  readonly address?: ShippingAddress;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** The part of a CEP that carriers price by. */
const ZONE = 5;

/**
 * Sends an order elsewhere before its parcel leaves: its owner within what the freight was priced for (the first five digits of the CEP),
 * staff anywhere. An invoice that waits for a right address is tried again (`ORDER_UPDATED` with `change: ADDRESS_CORRECTED`).
 */
@Injectable()
export class CorrectOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly shipping: ShippingApi,
    private readonly customers: CustomersApi,
  ) {}

  /** Throws `PARCEL_SENT`, `ORDER_VOIDED`, `VERSION_CONFLICT` (409), `NO_PARCEL`, `ADDRESS_TOO_FAR` (422), `ADDRESS_NOT_FOUND` (404). */
  async execute({ actor, orderId, addressId, address, version }: CorrectOrderInput): Promise<Order> {
    const { customerId } = (await this.changes.look(actor, orderId)).view;
    const wanted = address ?? (await this.kept(customerId, addressId));
    const { order } = await this.changes.change(actor, orderId, {}, async (locked, act) => {
      locked.assertVersion(version);
      const { id, outletId, status } = locked.view;
      if (status === 'VOIDED') throw orderVoided();
      const booked = await this.shipping.ofOrder(outletId, id);
      if (!booked?.service) throw parcelNotBooked();
      if (hasLeft(booked.state)) throw parcelSent(booked.state);
      if (!isStaff(actor) && zone(booked.address?.cep) !== zone(wanted.cep)) throw addressTooFar();
      const recipient = wanted.recipient ?? booked.address?.recipient ?? null;
      await this.shipping.redirect(outletId, id, { ...wanted, recipient });
      locked.redirect(act);
      await this.changes.trace('order.address-corrected', locked, act);
    });
    return order;
  }

  private async kept(customerId: string | null, addressId: string | undefined): Promise<ShippingAddress> {
    const address = customerId && addressId ? await this.customers.address(customerId, addressId) : null;
    if (!address) throw addressNotFound();
    return labelOf(address);
  }
}

const zone = (cep: string | undefined): string | undefined => cep?.slice(0, ZONE);
