import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { QuoteBook, ShipmentRepository } from '../shipping.ports.js';

const DAY_MS = 24 * 3_600_000;
/** A price older than this says nothing any more. */
const QUOTES_KEPT_MS = 30 * DAY_MS;
/** Whoever asked to be forgotten is, even if their parcel never ended. */
const ADDRESSES_KEPT_MS = 90 * DAY_MS;

/** Forgets old quotes, and the addresses of people who have left. */
@Injectable()
export class TidyShipping {
  constructor(
    private readonly quotes: QuoteBook,
    private readonly shipments: ShipmentRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.quotes.forget(new Date(now - QUOTES_KEPT_MS));
    await this.shipments.anonymiseOverdue(new Date(now - ADDRESSES_KEPT_MS));
  }
}
