import { Injectable } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';
import { type EventListener, HearsEvents } from '#libs/platform';

import { KitchenSettingsChanged } from '../core/model/kitchen.events.js';
import { KitchenBook } from '../core/services/kitchen-book.js';

/** Has this process forget a kitchen's stations and rules when any process has changed them. */
@Injectable()
@HearsEvents(KitchenSettingsChanged)
export class FollowKitchenEvents implements EventListener {
  constructor(private readonly book: KitchenBook) {}

  hear({ outletId }: LoggedEvent): void {
    this.book.forget(outletId);
  }

  restart(): void {
    this.book.forget(null);
  }
}
