import { Clock, isInScope, type OutletScope } from '#libs/kernel';

import { outletNotFound } from './model/outlets.errors.js';
import { OutletsApi, type OutletSettings } from './outlets.api.js';
import { OutletRepository } from './outlets.ports.js';

interface Snapshot {
  readonly outlets: ReadonlyMap<string, OutletSettings>;
  readonly readAt: number;
}

/** Against changes that made no event: rows written by hand. */
const LONGEST_MEMORY_MS = 60_000;
/** An id that is not known is looked for again, but nobody can make a query of every guess. */
const UNKNOWN_ID_MS = 100;

/**
 * Answers neighbours from memory: all open outlets of the installation are read at once and kept until {@link forget} is called, which
 * happens in this process when a change commits, and in others when they hear of it.
 */
export class OutletsFacade extends OutletsApi {
  private snapshot?: Promise<Snapshot>;

  constructor(
    private readonly repository: Pick<OutletRepository, 'all'>,
    private readonly clock: Clock,
  ) {
    super();
  }

  async get(outletId: string): Promise<OutletSettings> {
    const known = (await this.read(LONGEST_MEMORY_MS)).outlets.get(outletId);
    const outlet = known ?? (await this.read(UNKNOWN_ID_MS)).outlets.get(outletId);
    if (!outlet) throw outletNotFound();
    return outlet;
  }

  async list(scope: OutletScope): Promise<OutletSettings[]> {
    const { outlets } = await this.read(LONGEST_MEMORY_MS);
    return [...outlets.values()].filter(({ id }) => isInScope(scope, id));
  }

  /** Has the next question read the database. */
  forget(): void {
    this.snapshot = undefined;
  }

  private async read(maxAgeMs: number): Promise<Snapshot> {
    const seen = this.snapshot;
    const current = await seen;
    if (current && this.clock.now().getTime() - current.readAt < maxAgeMs) return current;
    // Callers that waited together share the next reading; one that began before `forget` is in nobody's place any more.
    if (this.snapshot && this.snapshot !== seen) return this.snapshot;
    const reading = this.load();
    this.snapshot = reading;
    reading.catch(() => {
      if (this.snapshot === reading) this.forget();
    });
    return reading;
  }

  private async load(): Promise<Snapshot> {
    const readAt = this.clock.now().getTime();
    const outlets = await this.repository.all();
    return { outlets: new Map(outlets.map((outlet) => [outlet.id, outlet])), readAt };
  }
}
