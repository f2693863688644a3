import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

const PER_HOUR = 200;
const HOUR_MS = 3_600_000;
/** So much of a refused body tells who plays with us. */
export const LONGEST_REFUSED_BODY = 16_384;

/** How much a flooder can make this process store: so many refused webhooks of a provider an hour, the others are counted alone. */
@Injectable()
export class RefusedQuota {
  private readonly kept = new Map<string, { hour: number; count: number }>();

  constructor(private readonly clock: Clock) {}

  take(provider: string): boolean {
    const hour = Math.floor(this.clock.now().getTime() / HOUR_MS);
    const known = this.kept.get(provider);
    const count = known?.hour === hour ? known.count : 0;
    if (count >= PER_HOUR) return false;
    this.kept.set(provider, { hour, count: count + 1 });
    return true;
  }
}
