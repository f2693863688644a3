import { Injectable } from '@nestjs/common';

const REMEMBERED = 10_000;

/**
 * Webhook events that this process has stored, or is just storing: gateways send the same again and again, sometimes all at once, and none of these
 * needs the database. What it has forgotten, the unique key still knows.
 */
@Injectable()
export class StoredOnce {
  private readonly inHand = new Map<string, Promise<boolean>>();
  private readonly stored = new Set<string>();

  /** Runs `store` unless the event is here; false when it was. A store that failed is forgotten, and fails for all who waited. */
  async run(key: string, store: () => Promise<boolean>): Promise<boolean> {
    if (this.stored.has(key)) return false;
    const first = this.inHand.get(key);
    if (first) return first.then(() => false);
    const storing = store();
    this.inHand.set(key, storing);
    try {
      const isNew = await storing;
      this.remember(key);
      return isNew;
    } finally {
      this.inHand.delete(key);
    }
  }

  private remember(key: string): void {
    this.stored.add(key);
    for (const oldest of this.stored) {
      if (this.stored.size <= REMEMBERED) break;
      this.stored.delete(oldest);
    }
  }
}
