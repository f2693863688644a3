import { ApiProperty } from '@nestjs/swagger';

import type { AllDayRow, BoardRow } from '../core/kitchen.ports.js';
import { ORDER_TYPES, type OrderType } from '../core/model/order-words.js';
import type { KitchenLoad } from '../core/services/kitchen-screens.js';
import { KitchenModifier } from './ticket.dto.js';

/** Pieces of a product that are still to be made. */
export class AllDayItemResponse {
  product_id!: string;
  name!: string;
  /** Only where they were asked for apart. */
  modifiers?: KitchenModifier[];
  /** Nobody has begun. */
  waiting!: number;
  cooking!: number;
  /** They wait for a payment, or for a yes. */
  held!: number;
}

export class AllDayResponse {
  /** Most pieces first. */
  data!: AllDayItemResponse[];
}

export const allDayResponse = (rows: readonly AllDayRow[], byModifiers: boolean): AllDayResponse => ({
  data: rows.map(({ productId, name, modifiers, waiting, cooking, held }) => ({
    product_id: productId,
    name,
    ...(byModifiers && { modifiers: [...modifiers] }),
    waiting,
    cooking,
    held,
  })),
});

export class StationLoadResponse {
  station!: string;
  name!: string;
  /** Lines that nobody has begun. */
  waiting!: number;
  /** Lines that are being made. */
  cooking!: number;
  /** Until the last of them would be ready. */
  backlog_seconds!: number;
  /** Tickets that are late. */
  late!: number;
  /**
   * How long its lines took at this hour of the day, in the last 14 days, in percent of what they should take: the median, 50 to 300, and 100 where it made
   * fewer than 20.
   */
  pace_percent!: number;
}

/** What would be promised to somebody who orders one more piece now. */
export class KitchenQuoteResponse {
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType' })
  order_type!: OrderType;
  /** Of the slowest of the stations that make anything for such orders, in whole minutes. */
  quote_seconds!: number;
}

export class KitchenLoadResponse {
  data!: StationLoadResponse[];
  /** None where the kitchen has no station yet. */
  quotes!: KitchenQuoteResponse[];
}

export const loadResponse = ({ stations, quotes }: KitchenLoad): KitchenLoadResponse => ({
  data: stations.map(({ station, name, waiting, cooking, backlogSeconds, late, pacePercent }) => ({
    station,
    name,
    waiting,
    cooking,
    backlog_seconds: backlogSeconds,
    late,
    pace_percent: pacePercent,
  })),
  quotes: quotes.map(({ orderType, quoteSeconds }) => ({ order_type: orderType, quote_seconds: quoteSeconds })),
});

/** Numbers of orders that are fetched at the counter. */
export class KitchenBoardResponse {
  making!: string[];
  /** For half an hour, or until they were handed over. */
  ready!: string[];
}

export const boardResponse = (rows: readonly BoardRow[]): KitchenBoardResponse => ({
  making: rows.filter(({ isReady }) => !isReady).map(({ number }) => number),
  ready: rows.filter(({ isReady }) => isReady).map(({ number }) => number),
});
