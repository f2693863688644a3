import { isInScope, newId, type OutletScope } from '#libs/kernel';

import { type CheckResult, ENDED_STATES, PARCEL_RANKS, PARCEL_STATES, type Shipment } from '../core/model/shipment.js';
import { trackingNumberTaken } from '../core/model/shipping.errors.js';
import type { NewParcel, ParcelState, ParcelStep, SentParcel, ShippingAddress } from '../core/shipping.api.js';
import { ShipmentRepository } from '../core/shipping.ports.js';

export class InMemoryShipmentRepository extends ShipmentRepository {
  private readonly shipments = new Map<string, Shipment>();
  /** Parcels whose customer has left. */
  private readonly toForget = new Set<string>();

  async book({ orderId, outletId, customerId, option, address, currency }: NewParcel, now: Date): Promise<void> {
    if (this.byOrder(orderId)) return;
    const { carrier, service, days, price } = option;
    const waiting = fresh({ orderId, outletId, customerId }, 'PENDING', now);
    this.put({ ...waiting, carrier, service, days, price, currency, address });
  }

  async send(parcel: SentParcel, followed: boolean, now: Date): Promise<Shipment | null> {
    const { orderId, trackingNumber } = parcel;
    const before = this.byOrder(orderId);
    const carrier = parcel.carrier ?? before?.carrier ?? null;
    if (before?.trackingNumber === trackingNumber && before.carrier === carrier) return null;
    const other = this.byNumber(trackingNumber);
    if (other && other.orderId !== orderId) throw trackingNumberTaken();
    if (before?.trackingNumber === trackingNumber) return this.put({ ...before, carrier, updatedAt: now });
    const posted = fresh(parcel, 'POSTED', now);
    const start = { followed, nextCheckAt: followed ? now : null, shippedAt: now, trackingNumber, carrier };
    if (!before) return this.put({ ...posted, ...start });
    return this.put({
      ...before,
      ...start,
      state: 'POSTED',
      steps: [...before.steps.filter(({ state }) => state === 'PENDING'), ...posted.steps],
      reference: null,
      failures: 0,
      fault: null,
      updatedAt: now,
    });
  }

  async redirect(outletId: string, orderId: string, address: ShippingAddress, now: Date): Promise<void> {
    const shipment = await this.ofOrder(outletId, orderId);
    if (shipment?.state === 'PENDING' && shipment.address) this.put({ ...shipment, address, updatedAt: now });
  }

  async findByNumber(trackingNumber: string): Promise<Shipment | null> {
    return this.byNumber(trackingNumber) ?? null;
  }

  async find(scope: OutletScope, id: string): Promise<Shipment | null> {
    const shipment = this.shipments.get(id);
    return shipment && isInScope(scope, shipment.outletId) ? shipment : null;
  }

  async ofOrder(outletId: string, orderId: string): Promise<Shipment | null> {
    const shipment = this.byOrder(orderId);
    return shipment?.outletId === outletId ? shipment : null;
  }

  async claimDue(now: Date, until: Date, limit: number): Promise<Shipment[]> {
    return this.all()
      .filter(({ nextCheckAt }) => nextCheckAt !== null && nextCheckAt <= now)
      .sort((a, b) => Number(a.nextCheckAt) - Number(b.nextCheckAt))
      .slice(0, limit)
      .map((shipment) => this.put({ ...shipment, nextCheckAt: until }));
  }

  async record({ id, trackingNumber }: Shipment, result: CheckResult, now: Date): Promise<void> {
    const shipment = this.shipments.get(id);
    if (!shipment || shipment.trackingNumber !== trackingNumber) return;
    const rises = result.state !== null && PARCEL_RANKS[result.state] > PARCEL_RANKS[shipment.state];
    const state = rises && result.state ? result.state : shipment.state;
    this.put({
      ...shipment,
      state,
      steps: merged(shipment.steps, result.steps),
      reference: result.reference,
      failures: result.failures,
      fault: result.fault,
      followed: true,
      checkedAt: now,
      nextCheckAt: ENDED_STATES.includes(state) ? null : result.nextCheckAt,
      updatedAt: state === shipment.state ? shipment.updatedAt : now,
    });
  }

  async cancel(outletId: string, orderId: string, now: Date): Promise<void> {
    this.end(outletId, orderId, 'CANCELLED', ({ state }) => state === 'PENDING', now);
  }

  async arrived(outletId: string, orderId: string, now: Date): Promise<void> {
    const underWay: readonly ParcelState[] = ['POSTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'];
    this.end(outletId, orderId, 'DELIVERED', ({ state, followed }) => underWay.includes(state) && !followed, now);
  }

  async ofCustomer(customerId: string): Promise<Shipment[]> {
    return this.all().filter((shipment) => shipment.customerId === customerId);
  }

  async anonymise(customerId: string, now: Date): Promise<void> {
    for (const shipment of await this.ofCustomer(customerId)) {
      this.toForget.add(shipment.id);
      this.put({ ...shipment, customerId: null, updatedAt: now });
    }
  }

  async anonymiseOverdue(before: Date): Promise<void> {
    for (const shipment of this.all()) {
      const isOver = shipment.updatedAt < before || ENDED_STATES.includes(shipment.state);
      if (this.toForget.has(shipment.id) && isOver) this.put({ ...shipment, address: null });
    }
  }

  private end(
    outletId: string,
    orderId: string,
    state: ParcelState,
    ends: (shipment: Shipment) => boolean,
    now: Date,
  ): void {
    const shipment = this.byOrder(orderId);
    if (shipment?.outletId !== outletId || !ends(shipment)) return;
    const steps = merged(shipment.steps, [{ state, at: now }]);
    this.put({ ...shipment, state, steps, nextCheckAt: null, updatedAt: now });
  }

  private put(given: Shipment): Shipment {
    const isForgotten = this.toForget.has(given.id) && ENDED_STATES.includes(given.state);
    const shipment = isForgotten ? { ...given, address: null } : given;
    this.shipments.set(shipment.id, shipment);
    return shipment;
  }

  private byNumber(trackingNumber: string): Shipment | undefined {
    return this.all().find((shipment) => shipment.trackingNumber === trackingNumber);
  }

  private byOrder(orderId: string): Shipment | undefined {
    return this.all().find((shipment) => shipment.orderId === orderId);
  }

  private all(): Shipment[] {
    return [...this.shipments.values()];
  }
}

type Owner = Pick<Shipment, 'orderId' | 'outletId' | 'customerId'>;

const fresh = ({ orderId, outletId, customerId }: Owner, state: ParcelState, now: Date): Shipment => ({
  id: newId(),
  orderId,
  outletId,
  customerId,
  carrier: null,
  service: null,
  days: null,
  price: null,
  currency: null,
  address: null,
  trackingNumber: null,
  state,
  followed: false,
  reference: null,
  nextCheckAt: null,
  checkedAt: null,
  failures: 0,
  fault: null,
  shippedAt: null,
  createdAt: now,
  updatedAt: now,
  steps: [{ state, at: now }],
});

/** Each state once, at its earliest, oldest first. */
function merged(before: readonly ParcelStep[], more: readonly ParcelStep[]): ParcelStep[] {
  const earliest = new Map<ParcelState, ParcelStep>();
  for (const step of [...before, ...more]) {
    const known = earliest.get(step.state);
    if (!known || step.at < known.at) earliest.set(step.state, step);
  }
  return [...earliest.values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || PARCEL_STATES.indexOf(a.state) - PARCEL_STATES.indexOf(b.state),
  );
}
