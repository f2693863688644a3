import { Injectable } from '@nestjs/common';

import { LowStock } from '#events/inventory';
import { NewOrder, OrderStatusChanged, OrderUpdated, OrderVoided } from '#events/ordering';
import { OutletChanged, ScheduleChanged } from '#events/outlets';
import type { EventType, LoggedEvent } from '#libs/kernel';
import { type EventListener, HearsEvents } from '#libs/platform';

import { CatalogChanged, ProductAvailabilityChanged } from '../core/model/catalog.events.js';
import { CatalogVersions } from '../core/services/catalog-versions.js';

const DEFINITION: readonly EventType[] = [CatalogChanged, ProductAvailabilityChanged, OutletChanged];

/** Ages what this process keeps of the catalogue when any process has changed it, or sold some of it. */
@Injectable()
@HearsEvents(
  CatalogChanged,
  ProductAvailabilityChanged,
  OutletChanged,
  ScheduleChanged,
  NewOrder,
  OrderUpdated,
  OrderVoided,
  OrderStatusChanged,
  LowStock,
)
export class FollowCatalogEvents implements EventListener {
  constructor(private readonly versions: CatalogVersions) {}

  hear(event: LoggedEvent): void {
    const isDefinition = DEFINITION.some((type) => type.is(event));
    // Outlets with other schedules may share a menu: it is looked at again everywhere.
    if (ScheduleChanged.is(event)) this.versions.advance('definition', null);
    else if (isDefinition) this.versions.advance('definition', event.outletId);
    else if (movesStock(event)) this.versions.advance('stock', event.outletId);
  }

  restart(): void {
    this.versions.advance('definition', null);
    this.versions.advance('stock', null);
  }
}

/** Of an order's moves through the kitchen, only its end gives stock back. */
const movesStock = (event: LoggedEvent): boolean => !OrderStatusChanged.is(event) || event.payload.status === 'VOIDED';
