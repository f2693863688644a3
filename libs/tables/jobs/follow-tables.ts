import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';

import { BillPrinted, NewOrder, OrderUpdated, OrderVoided, PaymentUpdated } from '#events/ordering';
import type { LoggedEvent } from '#libs/kernel';
import { type EventListener, HearsEvents, JOBS_OPTIONS, type JobsOptions, Logger } from '#libs/platform';

import { TableSessionClosed, TableSessionMoved, TableSessionOpened } from '../core/model/tables.events.js';
import { FollowSittings } from '../core/use-cases/follow-sittings.js';

/**
 * In a process that runs jobs: tells the states of tables from what happened at their sittings, a moment after it was committed and in no
 * transaction of it, so that an order at a table costs no statement more. What it misses, `tables.watch` finds.
 */
@Injectable()
@HearsEvents(
  TableSessionOpened,
  TableSessionClosed,
  TableSessionMoved,
  NewOrder,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
  BillPrinted,
)
export class FollowTables implements EventListener, BeforeApplicationShutdown {
  private readonly heard = new Set<string>();
  private readonly busy = new Set<string>();
  private following: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly follow: FollowSittings,
    private readonly logger: Logger,
    @Inject(JOBS_OPTIONS) private readonly options: JobsOptions,
  ) {}

  hear(event: LoggedEvent): void {
    if (!this.options.runsJobs || event.sessionId === null) return;
    this.heard.add(event.sessionId);
    if (TableSessionMoved.is(event)) this.heard.add(event.payload.id);
    if (NewOrder.is(event) || OrderUpdated.is(event) || PaymentUpdated.is(event)) this.busy.add(event.sessionId);
    this.begin();
  }

  restart(): void {
    this.heard.clear();
    this.busy.clear();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.following;
  }

  private begin(): void {
    if (this.isStopping || this.heard.size === 0) return;
    this.following ??= this.work().finally(() => {
      this.following = undefined;
      this.begin();
    });
  }

  private async work(): Promise<void> {
    const happened = { sessionIds: [...this.heard], busyIds: [...this.busy] };
    this.restart();
    try {
      await this.follow.execute(happened);
    } catch (error) {
      this.logger.warn('The states of tables could not be told; they are looked at again within a minute', { error });
    }
  }
}
