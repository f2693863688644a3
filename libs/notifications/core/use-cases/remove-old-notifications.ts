import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { NotificationLedger } from '../notifications.ports.js';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 180;

/** Who got which mail is nobody's business after half a year. */
@Injectable()
export class RemoveOldNotifications {
  constructor(
    private readonly ledger: NotificationLedger,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    return this.ledger.removeBefore(new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS));
  }
}
