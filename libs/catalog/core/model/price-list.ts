import { type FieldFault, type MinorUnits } from '#libs/kernel';

import type { SalesChannel } from './menu.js';
import { fault } from './fault.js';

/** A row of a product's price list: what it costs in an outlet, through a channel, in a schedule's hours. Null is every one. */
export interface ListedPrice {
  readonly outletId: string | null;
  readonly channel: SalesChannel | null;
  readonly scheduleId: string | null;
  readonly price: MinorUnits;
}

export const MOST_PRICES = 200;

/** Whether a row says an outlet alone: it is that outlet's own price then. */
export const isOfOutletAlone = ({ outletId, channel, scheduleId }: ListedPrice): boolean =>
  outletId !== null && channel === null && scheduleId === null;

const keyOf = ({ outletId, channel, scheduleId }: ListedPrice): string =>
  JSON.stringify([outletId, channel, scheduleId]);

/** Every fault of a list: rows that say nothing, rows of the same place and hours, outlets and schedules that are not there, prices that choices take below zero. */
export function listFaults(
  prices: readonly ListedPrice[],
  known: {
    readonly outlets: ReadonlySet<string>;
    readonly unknownSchedules: readonly string[];
    readonly cheapest: MinorUnits;
  },
): FieldFault[] {
  const keys = prices.map(keyOf);
  return prices.flatMap((row, index) => {
    const at = `/prices/${index}`;
    const { outletId, channel, scheduleId, price } = row;
    const found: FieldFault[] = [];
    if (outletId === null && channel === null && scheduleId === null) {
      found.push(
        fault(at, 'REQUIRED', 'an outlet, a channel or a schedule must be named: else it is the price of the product'),
      );
    }
    if (keys.indexOf(keyOf(row)) < index) {
      found.push(
        fault(at, 'DUPLICATE_PRICE', 'outlet, channel and schedule must be other ones than those of the rows before'),
      );
    }
    if (outletId !== null && !known.outlets.has(outletId)) {
      found.push(fault(`${at}/outlet_id`, 'UNKNOWN_ID', 'outlet_id must be an outlet that sells this product'));
    }
    if (scheduleId !== null && known.unknownSchedules.includes(scheduleId)) {
      found.push(fault(`${at}/schedule_id`, 'UNKNOWN_ID', 'schedule_id must be a schedule that is there'));
    }
    if (price + known.cheapest < 0) {
      found.push(
        fault(`${at}/price`, 'PRICE_BELOW_ZERO', 'with the cheapest choices the price must not fall below zero'),
      );
    }
    return found;
  });
}
