import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope, type Page, type PageRequest } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Shipment } from '../shipment.js';
import { type ShipmentFilter, ShipmentRepository } from '../shipping.ports.js';

export interface ListShipmentsInput {
  readonly actor: Actor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly filter: ShipmentFilter;
  readonly page: PageRequest;
}

@Injectable()
export class ListShipments {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly outlets: OutletsApi,
  ) {}

  async execute({ actor, outletId, filter, page }: ListShipmentsInput): Promise<Page<Shipment>> {
    if (outletId === undefined) return this.shipments.page(outletScope(actor), filter, page);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.shipments.page([outletId], filter, page);
  }
}
