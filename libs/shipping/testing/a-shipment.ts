import { newId } from '#libs/kernel';

import type { Shipment } from '../core/model/shipment.js';

/** A parcel that was posted; a test says what matters to it. */
export const aShipment = (more: Partial<Shipment> = {}): Shipment => ({
  id: newId(),
  orderId: newId(),
  outletId: newId(),
  customerId: null,
  carrier: 'Correios PAC',
  service: 'PAC',
  days: 6,
  price: 1_808,
  currency: 'BRL',
  address: null,
  trackingNumber: 'AA123456785BR',
  state: 'POSTED',
  followed: true,
  reference: null,
  nextCheckAt: null,
  checkedAt: null,
  failures: 0,
  fault: null,
  shippedAt: new Date('2026-11-19T12:00:00Z'),
  createdAt: new Date('2026-11-19T12:00:00Z'),
  updatedAt: new Date('2026-11-19T12:00:00Z'),
  steps: [],
  ...more,
});
