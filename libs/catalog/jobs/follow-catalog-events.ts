import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';
import { EventTail } from '#libs/platform';

import { type CatalogAspect, CatalogVersions } from '../core/catalog-versions.js';

const ASPECT_OF: Partial<Readonly<Record<LoggedEvent['type'], CatalogAspect>>> = {
  CATALOG_CHANGED: 'definition',
  PRODUCT_AVAILABILITY_CHANGED: 'definition',
  OUTLET_CHANGED: 'definition',
  NEW_ORDER: 'stock',
  ORDER_UPDATED: 'stock',
  ORDER_VOIDED: 'stock',
  ORDER_STATUS_CHANGED: 'stock',
  LOW_STOCK: 'stock',
};

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
        const aspect = ASPECT_OF[event.type];
        if (aspect && movesStock(event)) this.versions.bump(aspect, event.outletId);
      }
    });
  }
}

/** Of an order's moves through the kitchen, only its end gives stock back. */
const movesStock = ({ type, payload }: LoggedEvent): boolean =>
  type !== 'ORDER_STATUS_CHANGED' || payload['status'] === 'VOIDED';
