import { Injectable } from '@nestjs/common';

import { type EventListener, HearsEvents } from '#libs/platform';

import { OutletChanged } from '../core/model/outlets.events.js';
import { OutletsFacade } from '../core/outlets.facade.js';

/** Has this process forget its outlets when any process has changed one. */
@Injectable()
@HearsEvents(OutletChanged)
export class FollowOutletEvents implements EventListener {
  constructor(private readonly outlets: OutletsFacade) {}

  hear(): void {
    this.outlets.forget();
  }

  restart(): void {
    this.outlets.forget();
  }
}
