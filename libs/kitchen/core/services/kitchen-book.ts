import { Clock } from '#libs/kernel';

import { KitchenSetup } from '../kitchen.ports.js';
import type { KitchenSettings } from '../model/kitchen-settings.js';
import { type Station, type StationFields, undescribed } from '../model/station.js';

/** An outlet's stations and rules. */
export class KitchenRules {
  private readonly byCode: ReadonlyMap<string, Station>;

  constructor(
    readonly stations: readonly Station[],
    readonly settings: KitchenSettings,
  ) {
    this.byCode = new Map(stations.map((station) => [station.code, station]));
  }

  /** A station as it is described, or as one is that nobody has described. */
  station(code: string): StationFields {
    return this.byCode.get(code) ?? undescribed(code);
  }
}

interface Kept {
  readonly rules: KitchenRules;
  readonly readAt: number;
}

/** Against changes that made no event: rows written by hand. */
const LONGEST_MEMORY_MS = 60_000;

/**
 * Answers from memory what an order needs to know of its kitchen: no round trip on its way. Nobody waits for another's reading: one who holds a
 * connection would wait for one who needs it.
 */
export class KitchenBook {
  private readonly kept = new Map<string, Kept>();
  private forgotten = 0;

  constructor(
    private readonly setup: KitchenSetup,
    private readonly clock: Clock,
  ) {}

  async rules(outletId: string): Promise<KitchenRules> {
    const readAt = this.clock.now().getTime();
    const known = this.kept.get(outletId);
    if (known && readAt - known.readAt < LONGEST_MEMORY_MS) return known.rules;
    const { forgotten } = this;
    const stations = await this.setup.stations(outletId);
    const rules = new KitchenRules(stations, await this.setup.settings(outletId));
    // What was read before a change is in nobody's place any more.
    if (forgotten === this.forgotten) this.kept.set(outletId, { rules, readAt });
    return rules;
  }

  /** Has the next question of an outlet, or of any, read the database. */
  forget(outletId: string | null): void {
    this.forgotten += 1;
    if (outletId === null) this.kept.clear();
    else this.kept.delete(outletId);
  }
}
