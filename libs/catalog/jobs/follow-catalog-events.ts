import { Injectable, type OnModuleInit } from '@nestjs/common';

import { LowStock } from '#events/inventory';
import { NewOrder, OrderStatusChanged, OrderUpdated, OrderVoided } from '#events/ordering';
import { OutletChanged } from '#events/outlets';
import type { LoggedEvent } from '#libs/kernel';
import { EventTail } from '#libs/platform';

import { CatalogChanged, ProductAvailabilityChanged } from '../core/model/catalog.events.js';
import { type CatalogAspect, CatalogVersions } from '../core/services/catalog-versions.js';

const ASPECT_OF: ReadonlyMap<string, CatalogAspect> = new Map<string, CatalogAspect>([
  [CatalogChanged.name, 'definition'],
  [ProductAvailabilityChanged.name, 'definition'],
  [OutletChanged.name, 'definition'],
  [NewOrder.name, 'stock'],
  [OrderUpdated.name, 'stock'],
  [OrderVoided.name, 'stock'],
  [OrderStatusChanged.name, 'stock'],
  [LowStock.name, 'stock'],
]);

/** Ages what this process keeps of the catalogue when any process has changed it, or sold some of it. */
@Injectable()
export class FollowCatalogEvents implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly versions: CatalogVersions,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe((events) => {
      for (const event of events) {
        const aspect = ASPECT_OF.get(event.type);
        if (aspect && movesStock(event)) this.versions.advance(aspect, event.outletId);
      }
    });
  }
}

/** Of an order's moves through the kitchen, only its end gives stock back. */
const movesStock = (event: LoggedEvent): boolean => !OrderStatusChanged.is(event) || event.payload.status === 'VOIDED';
