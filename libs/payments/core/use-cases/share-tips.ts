import { Injectable } from '@nestjs/common';

import {
  actorRef,
  assertOutlet,
  AuditLog,
  Clock,
  type MinorUnits,
  newId,
  sum,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { periodBackwards, sharedTwice, tipToUnknown } from '../model/payments.errors.js';
import { type PoolOfDay, type SharedTip, sharePool, tipEntry, type TipShare } from '../model/tip-entry.js';
import { Payables, TipLedger } from '../payments.ports.js';
import { TipBook } from '../services/tip-book.js';

export interface ShareTipsInput {
  readonly actor: UserActor;
  readonly outletId: string;
  /** Days of business, `2026-03-02`, both included. */
  readonly from: string;
  readonly to: string;
  readonly shares: readonly TipShare[];
}

export interface TipDistribution {
  readonly id: string;
  readonly outletId: string;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** All that was given. */
  readonly amount: MinorUnits;
  readonly shares: readonly SharedTip[];
  readonly at: Date;
}

/**
 * Gives the pool of some days of business to people, by points. What is given is never taken back; a second time takes what is left of these days.
 * Of two at once the second finds the pool as the first left it.
 */
@Injectable()
export class ShareTips {
  constructor(
    private readonly ledger: TipLedger,
    private readonly payables: Payables,
    private readonly outlets: OutletsApi,
    private readonly book: TipBook,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404), `PERIOD_BACKWARDS` (400), `TIP_SHARED_TWICE`, `TIP_TO_UNKNOWN` and `TIP_POOL_EMPTY` (422). */
  async execute({ actor, outletId, from, to, shares }: ShareTipsInput): Promise<TipDistribution> {
    assertOutlet(actor, outletId);
    const { currency } = await this.outlets.get(outletId);
    if (from > to) throw periodBackwards();
    const people = shares.map(({ userId }) => userId);
    const twice = people.find((id, i) => people.indexOf(id) !== i);
    if (twice !== undefined) throw sharedTwice(twice);
    const strangers = await this.payables.strangersAmong(outletId, people);
    if (strangers.length > 0) throw tipToUnknown(strangers);
    return this.unitOfWork.run(async () => {
      await this.ledger.hold(outletId, null);
      const pool = await this.ledger.poolOf(outletId, from, to);
      const shared = sharePool(pool, shares);
      const given = { outletId, currency, actor: actorRef(actor), at: this.clock.now(), distributionId: newId() };
      await this.write(given, pool, shared);
      const amount = sum(shared.map((share) => share.amount));
      await this.audit.record({
        outletId,
        actor: given.actor,
        action: 'tips.shared',
        subjectType: 'tip_distribution',
        subjectId: given.distributionId,
        details: { from, to, amount, people: shared.length },
      });
      return { id: given.distributionId, outletId, from, to, currency, amount, shares: shared, at: given.at };
    });
  }

  /** Out of the pool on the days that it came on, so that these days are empty; to people on the day that they get it. */
  private async write(
    given: Pick<Parameters<typeof tipEntry>[0], 'outletId' | 'currency' | 'actor' | 'at' | 'distributionId'>,
    pool: readonly PoolOfDay[],
    shared: readonly SharedTip[],
  ): Promise<void> {
    const today = await this.book.today(given.outletId);
    const kind = 'SHARED';
    const taken = pool.map(({ day, amount }) => tipEntry({ ...given, kind, userId: null, day, amount: -amount }));
    const got = shared
      .filter(({ amount }) => amount > 0)
      .map(({ userId, amount }) => tipEntry({ ...given, kind, userId, day: today, amount }));
    await this.ledger.append([...taken, ...got]);
  }
}
