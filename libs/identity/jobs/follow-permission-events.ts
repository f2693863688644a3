import { Injectable } from '@nestjs/common';

import { type EventListener, HearsEvents } from '#libs/platform';

import { PermissionsChanged } from '../core/model/identity.events.js';
import { PermissionBook } from '../core/services/permission-book.js';

/** Has this process read the rules anew when any process has changed them. */
@Injectable()
@HearsEvents(PermissionsChanged)
export class FollowPermissionEvents implements EventListener {
  constructor(private readonly book: PermissionBook) {}

  hear(): void {
    this.book.forget();
  }

  restart(): void {
    this.book.forget();
  }
}
