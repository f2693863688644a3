import type { AllDayRow, BoardRow } from '../core/kitchen.ports.js';
import type { StationLoad } from '../core/services/kitchen-screens.js';
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
}

export class KitchenLoadResponse {
  data!: StationLoadResponse[];
}

export const loadResponse = (stations: readonly StationLoad[]): KitchenLoadResponse => ({
  data: stations.map(({ station, name, waiting, cooking, backlogSeconds, late }) => ({
    station,
    name,
    waiting,
    cooking,
    backlog_seconds: backlogSeconds,
    late,
  })),
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
