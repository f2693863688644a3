import type { Shipment } from '../core/model/shipment.js';
import type { ParcelStep } from '../core/shipping.api.js';
import type { ShipmentRow } from './shipping.schema.js';

/** What {@link toShipment} reads. */
export const SHIPMENT_COLUMNS = [
  'id',
  'order_id',
  'outlet_id',
  'customer_id',
  'carrier',
  'service',
  'days',
  'price',
  'currency',
  'address',
  'tracking_number',
  'state',
  'followed',
  'reference',
  'next_check_at',
  'checked_at',
  'failures',
  'fault',
  'shipped_at',
  'created_at',
  'updated_at',
  'steps',
]
  .map((column) => `shipments.${column}`)
  .join();

export const toShipment = (row: ShipmentRow): Shipment => ({
  id: row.id,
  orderId: row.order_id,
  outletId: row.outlet_id,
  customerId: row.customer_id,
  carrier: row.carrier,
  service: row.service,
  days: row.days,
  price: row.price,
  currency: row.currency,
  address: row.address,
  trackingNumber: row.tracking_number,
  state: row.state,
  followed: row.followed,
  reference: row.reference,
  nextCheckAt: row.next_check_at,
  checkedAt: row.checked_at,
  failures: row.failures,
  fault: row.fault,
  shippedAt: row.shipped_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  steps: row.steps.map(({ state, at }) => ({ state, at: new Date(at) })),
});

/** As the column `steps` keeps them. */
export const stepsJson = (steps: readonly ParcelStep[]): string =>
  JSON.stringify(steps.map(({ state, at }) => ({ state, at: at.toISOString() })));
