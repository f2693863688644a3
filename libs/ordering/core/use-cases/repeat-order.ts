import { Injectable } from '@nestjs/common';

import { CatalogApi, type SellableProduct } from '#libs/catalog';
import { type Actor, DomainError, isStaff, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { channelOn } from '../model/order-channel.js';
import { linesOf } from '../model/order-lines-of.js';
import type { OrderLine, WantedLine } from '../model/order-line.js';
import type { Order } from '../model/order.js';
import { nothingToRepeat } from '../model/ordering.errors.js';
import { linesOfRound, orderedAgain } from '../model/rounds-of-order.js';
import { OrderChanges } from '../services/order-changes.js';
import { AddOrderItems } from './add-order-items.js';

export interface RepeatOrderInput {
  readonly actor: Actor;
  readonly orderId: string;
  /** From 1; the last one when absent, where no lines are named. */
  readonly round?: number;
  readonly itemIds?: readonly string[];
  readonly version?: number;
}

/** A line that cannot be had again, and why. */
export interface SkippedLine {
  readonly itemId: string;
  readonly name: string;
  readonly code: string;
}

interface Again {
  readonly line: OrderLine;
  readonly wanted: WantedLine;
}

const SHORT = 'INSUFFICIENT_STOCK';

/** A round once more, at today's prices and with what can be had: what cannot is told, and the rest is ordered. */
@Injectable()
export class RepeatOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly add: AddOrderItems,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `NOTHING_TO_REPEAT` (422) with what was skipped, `ORDER_ITEM_NOT_FOUND` (404), and what adding lines throws. */
  async execute(input: RepeatOrderInput): Promise<{ readonly order: Order; readonly skipped: readonly SkippedLine[] }> {
    const { actor, orderId, version } = input;
    const seen = await this.changes.look(actor, orderId);
    const skipped: SkippedLine[] = [];
    let again = await this.haveable(actor, seen, wantedOf(seen, input), skipped);
    for (;;) {
      if (again.length === 0) throw nothingToRepeat(skipped);
      try {
        const items = again.map(({ wanted }) => wanted);
        const adding = { actor, orderId, items, ...(version && { version }) };
        // What a refused try wrote is undone, so that a unit of work around this one can go on.
        return { order: await this.unitOfWork.attempt(() => this.add.execute(adding)), skipped };
      } catch (error) {
        const short = shortOf(error);
        const without = again.filter(({ line }) => !short.has(line.productId));
        if (without.length === again.length) throw error;
        for (const { line } of again.filter((one) => !without.includes(one))) skipped.push(skippedFor(line, SHORT));
        again = without;
      }
    }
  }

  /** What the catalogue sells today as it was sold then; the rest is skipped, each for its reason. */
  private async haveable(actor: Actor, seen: Order, lines: OrderLine[], skipped: SkippedLine[]): Promise<Again[]> {
    const { outletId } = seen.view;
    const outlet = await this.outlets.get(outletId);
    const ids = [...new Set(lines.map(({ productId }) => productId))];
    const products = await this.catalog.sellable(outletId, ids, channelOn(seen.view, actor));
    return lines.flatMap((line): Again[] => {
      const wanted = orderedAgain(line);
      if (!wanted) return [];
      const priced = { ...wanted, ...openPriceOf(line, products.get(line.productId), actor) };
      try {
        linesOf([priced], products, outlet);
        return [{ line, wanted: priced }];
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        skipped.push(skippedFor(line, error.code));
        return [];
      }
    });
  }
}

const skippedFor = ({ id, name }: OrderLine, code: string): SkippedLine => ({ itemId: id, name, code });

const wantedOf = (seen: Order, { round, itemIds }: RepeatOrderInput): OrderLine[] =>
  itemIds ? [...new Set(itemIds)].map((id) => seen.line(id)) : linesOfRound(seen.lines, round);

/** The price that staff said then, where they say it. */
const openPriceOf = (line: OrderLine, product: SellableProduct | undefined, actor: Actor) =>
  product?.openPrice && isStaff(actor) ? { openPrice: line.terms?.price?.menuPrice ?? line.unitPrice } : {};

/** The products that there is too little of. */
function shortOf(error: unknown): ReadonlySet<string> {
  if (!(error instanceof DomainError) || error.code !== SHORT) return new Set();
  const items = (error.details as { items?: readonly { product_id?: string }[] }).items ?? [];
  return new Set(items.flatMap(({ product_id }) => product_id ?? []));
}
