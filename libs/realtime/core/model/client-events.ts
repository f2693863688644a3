import { ProductAvailabilityChanged } from '#events/catalog';
import { LowStock } from '#events/inventory';
import { TicketLate, TicketsChanged } from '#events/kitchen';
import {
  NewOrder,
  OrderItemStatusChanged,
  OrderStatusChanged,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
} from '#events/ordering';
import { ShiftClosed, ShiftOpened, ShiftReportReady } from '#events/shifts';
import { TableSessionClosed, TableSessionMoved, TableSessionOpened } from '#events/tables';
import type { EventType } from '#libs/kernel';

/** Every type of event that clients hear. An event that is not here stays among Comanda's own processes. */
export const CLIENT_EVENTS: readonly EventType[] = [
  NewOrder,
  OrderStatusChanged,
  OrderItemStatusChanged,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
  TicketsChanged,
  TicketLate,
  TableSessionOpened,
  TableSessionClosed,
  TableSessionMoved,
  ProductAvailabilityChanged,
  LowStock,
  ShiftOpened,
  ShiftClosed,
  ShiftReportReady,
];
