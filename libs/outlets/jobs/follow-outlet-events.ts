import { Injectable, type OnModuleInit } from '@nestjs/common';

import { EventTail } from '#libs/platform';

import { OutletChanged } from '../core/model/outlets.events.js';
import { OutletsFacade } from '../core/outlets.facade.js';

/** Has this process forget its outlets when any process has changed one. */
@Injectable()
export class FollowOutletEvents implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly outlets: OutletsFacade,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe((events) => {
      if (events.some((event) => OutletChanged.is(event))) this.outlets.forget();
    });
  }
}
