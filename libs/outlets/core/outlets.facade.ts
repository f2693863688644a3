import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock, isInScope, type OutletScope } from '#libs/kernel';
import { EventTail } from '#libs/platform';

import { OutletChanged } from './model/outlets.events.js';
import { OutletsApi, type OutletSettings } from './outlets.api.js';
import { OutletMemory, outletNotFound, OutletRepository } from './outlets.ports.js';

interface Snapshot {
  readonly outlets: ReadonlyMap<string, OutletSettings>;
  readonly readAt: number;
}

/** Against changes that made no event: rows written by hand. */
const LONGEST_MEMORY_MS = 60_000;
/** An id that is not known is looked for again, but nobody can make a query of every guess. */
const UNKNOWN_ID_MS = 1_000;

/**
 * All open outlets of the installation, read at once and kept until one changes: here at once after the commit, on other processes when
 * their event tail hears of it.
 */
@Injectable()
export class RememberedOutlets extends OutletsApi implements OutletMemory, OnModuleInit {
  private snapshot?: Promise<Snapshot>;

  constructor(
    private readonly repository: OutletRepository,
    private readonly tail: EventTail,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.tail.subscribe((events) => {
      if (events.some((event) => OutletChanged.is(event))) this.forget();
    });
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
