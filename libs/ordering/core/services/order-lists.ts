import { Injectable } from '@nestjs/common';

import {
  type Actor,
  assertOutlet,
  BusinessCalendar,
  type CursorPage,
  isStaff,
  type ListPeriod,
  type PageRequest,
} from '#libs/kernel';

import { isOff } from '../model/order-returns.js';
import { type OrderFilter, OrderQueries, orderScope, type OrderWithLines } from '../ordering.ports.js';

export interface OrderListInput {
  readonly actor: Actor;
  readonly filter: Omit<OrderFilter, 'period'>;
  readonly period: ListPeriod;
  readonly page: PageRequest;
}

/** Orders, newest first: staff see their outlets', others their own. Throws `OUTLET_NOT_FOUND` (404) for staff of others. */
@Injectable()
export class OrderLists {
  constructor(
    private readonly queries: OrderQueries,
    private readonly calendar: BusinessCalendar,
  ) {}

  async page({ actor, filter, period, page }: OrderListInput): Promise<CursorPage<OrderWithLines>> {
    const { outletId } = filter;
    if (isStaff(actor) && outletId !== undefined) assertOutlet(actor, outletId);
    const spans = await this.calendar.spansFor(period, actor, outletId);
    const found = await this.queries.list(orderScope(actor), { ...filter, period: spans }, page);
    return actor.role === 'KITCHEN' ? { ...found, data: found.data.map(withWorkAlone) } : found;
  }
}

/** What was given back before anybody began is no work; it stays on the bill for all others. */
const withWorkAlone = ({ order, lines }: OrderWithLines): OrderWithLines => ({
  order,
  lines: lines.filter((line) => !isOff(line)),
});
