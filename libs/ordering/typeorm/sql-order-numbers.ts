import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { OrderNumbers } from '../core/ordering.ports.js';

/** Numbers a process takes at once. Small, so that two processes' tickets stay close, and few are lost with a process. */
const BLOCK = 20;
const DIGITS = 4;

interface Block {
  next: number;
  readonly end: number;
}

/** `JKT-251121-0042`: the outlet's letters, the business day, and the number that is called out. */
@Injectable()
export class SqlOrderNumbers extends OrderNumbers {
  private readonly blocks = new Map<string, { date: string; block?: Block; refill?: Promise<Block> }>();

  constructor(private readonly database: Database) {
    super();
  }

  async next(outletId: string, prefix: string, businessDate: string): Promise<string> {
    const number = await this.take(outletId, businessDate);
    return `${prefix}-${businessDate.slice(2).replaceAll('-', '')}-${String(number).padStart(DIGITS, '0')}`;
  }

  forget(outletId: string): void {
    this.blocks.delete(outletId);
  }

  private async take(outletId: string, date: string): Promise<number> {
    for (;;) {
      let entry = this.blocks.get(outletId);
      if (entry?.date !== date) {
        entry = { date };
        this.blocks.set(outletId, entry);
      }
      if (entry.block && entry.block.next < entry.block.end) return entry.block.next++;
      // Orders that come while a block is fetched wait for that one fetch.
      const holder = entry;
      holder.refill ??= this.fetch(outletId, date).finally(() => (holder.refill = undefined));
      const block = await holder.refill;
      if (holder.block !== block) holder.block = block;
    }
  }

  private async fetch(outletId: string, date: string): Promise<Block> {
    const rows = await this.database.aside<{ next_number: number }>({
      name: 'orders.number-block',
      text: `INSERT INTO order_number_blocks (outlet_id, business_date, next_number) VALUES ($1, $2, ${BLOCK} + 1)
             ON CONFLICT (outlet_id, business_date) DO UPDATE SET next_number = order_number_blocks.next_number + ${BLOCK}
             RETURNING next_number`,
      values: [outletId, date],
    });
    const end = rows[0]?.next_number ?? 1;
    return { next: end - BLOCK, end };
  }
}
