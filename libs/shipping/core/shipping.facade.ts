import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { cepOf } from './model/cep.js';
import type { Shipment } from './model/shipment.js';
import { optionUnavailable, shipmentNotFound } from './model/shipping.errors.js';
import {
  type NewParcel,
  type OrderParcel,
  type ParcelState,
  type SentParcel,
  type ShippingAddress,
  ShippingApi,
  type ShippingChoice,
  type ShippingOption,
  type TrackedParcel,
} from './shipping.api.js';
import { ChosenCarrier, ShipmentRepository } from './shipping.ports.js';
import { CalculateShipping } from './use-cases/calculate-shipping.js';

@Injectable()
export class ShippingFacade extends ShippingApi {
  constructor(
    private readonly calculate: CalculateShipping,
    private readonly shipments: ShipmentRepository,
    private readonly outlets: OutletsApi,
    private readonly chosen: ChosenCarrier,
    private readonly clock: Clock,
  ) {
    super();
  }

  async choose(choice: ShippingChoice): Promise<ShippingOption> {
    const { options } = await this.calculate.execute(choice);
    const wanted = options.find((option) => isMeant(choice, option));
    if (!wanted) throw optionUnavailable(options);
    return wanted;
  }

  book(parcel: NewParcel): Promise<void> {
    return this.shipments.book(parcel, this.clock.now());
  }

  async sent(parcel: SentParcel): Promise<{ parcel: TrackedParcel; isNew: boolean }> {
    const { country } = await this.outlets.get(parcel.outletId);
    const followed = country === 'BR' && (this.chosen.carrier?.follows(parcel.trackingNumber) ?? false);
    const changed = await this.shipments.send(parcel, followed, this.clock.now());
    const known = changed ? toTracked(changed) : await this.find(parcel.trackingNumber);
    if (!known) throw shipmentNotFound();
    return { parcel: known, isNew: changed !== null };
  }

  async redirect(outletId: string, orderId: string, address: ShippingAddress): Promise<void> {
    await this.shipments.redirect(outletId, orderId, { ...address, cep: cepOf(address.cep) }, this.clock.now());
  }

  ofOrder(outletId: string, orderId: string): Promise<OrderParcel | null> {
    return this.shipments.ofOrder(outletId, orderId);
  }

  async stateOf(outletId: string, orderId: string): Promise<ParcelState | null> {
    return (await this.ofOrder(outletId, orderId))?.state ?? null;
  }

  async find(trackingNumber: string): Promise<TrackedParcel | null> {
    const shipment = await this.shipments.findByNumber(trackingNumber);
    return shipment && toTracked(shipment);
  }
}

function isMeant({ service, carrier }: ShippingChoice, option: ShippingOption): boolean {
  if (!isSame(service, option.service)) return false;
  return carrier === undefined || isSame(carrier, option.carrier) || isSame(`${carrier} ${service}`, option.carrier);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function toTracked({ trackingNumber, carrier, state, shippedAt, updatedAt, steps }: Shipment): TrackedParcel | null {
  if (trackingNumber === null || shippedAt === null) return null;
  return { trackingNumber, carrier, state, shippedAt, updatedAt, steps };
}
