import { TableCartUpdated } from '#events/cart';
import { MenuChanged, ProductAvailabilityChanged } from '#events/catalog';
import { ApprovalDecided, ApprovalRequested } from '#events/identity';
import { LowStock } from '#events/inventory';
import { TicketLate, TicketsChanged } from '#events/kitchen';
import {
  BillPrinted,
  GuestOrderWaiting,
  NewOrder,
  OrderItemStatusChanged,
  OrderStatusChanged,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
} from '#events/ordering';
import { DrawerOpened, ShiftClosed, ShiftEnded, ShiftOpened, ShiftReportReady } from '#events/shifts';
import {
  ServiceCallAcknowledged,
  ServiceCallClosed,
  ServiceCalled,
  TableSessionClosed,
  TableSessionMoved,
  TableSessionOpened,
  TableStateChanged,
} from '#events/tables';
import type { EventType } from '#libs/kernel';

/** Every type of event that clients hear. An event that is not here stays among Comanda's own processes. */
export const CLIENT_EVENTS: readonly EventType[] = [
  NewOrder,
  GuestOrderWaiting,
  OrderStatusChanged,
  OrderItemStatusChanged,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
  BillPrinted,
  TicketsChanged,
  TicketLate,
  TableSessionOpened,
  TableSessionClosed,
  TableSessionMoved,
  TableStateChanged,
  TableCartUpdated,
  ServiceCalled,
  ServiceCallAcknowledged,
  ServiceCallClosed,
  ProductAvailabilityChanged,
  MenuChanged,
  LowStock,
  ShiftOpened,
  DrawerOpened,
  ShiftEnded,
  ShiftClosed,
  ShiftReportReady,
  ApprovalRequested,
  ApprovalDecided,
];
