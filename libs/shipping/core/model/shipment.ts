import type { MinorUnits } from '#libs/kernel';

import type { CarrierFailure, ParcelUpdate } from './carrier.js';
import type { ParcelState, ParcelStep, ShippingAddress } from '../shipping.api.js';

/** Why a parcel's whereabouts are not known: the carrier's failure, a number that it does not know, or a month without an end. */
export type TrackingFault = CarrierFailure | 'UNKNOWN_NUMBER' | 'GIVEN_UP';

/** The parcel of an order. */
export interface Shipment {
  readonly id: string;
  readonly orderId: string;
  readonly outletId: string;
  /** Null for an order of nobody known, and after erasure. */
  readonly customerId: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  /** Working days that were promised; null for a parcel that nobody booked. */
  readonly days: number | null;
  /** What the customer paid for it; null for a parcel that nobody booked. */
  readonly price: MinorUnits | null;
  readonly currency: string | null;
  /** For the label; null for a parcel that nobody booked, and after erasure. */
  readonly address: ShippingAddress | null;
  readonly trackingNumber: string | null;
  readonly state: ParcelState;
  /** Whether the carrier is asked about it. */
  readonly followed: boolean;
  /** The carrier's own id of it. */
  readonly reference: string | null;
  readonly nextCheckAt: Date | null;
  readonly checkedAt: Date | null;
  /** Checks in vain since the last good one. */
  readonly failures: number;
  readonly fault: TrackingFault | null;
  readonly shippedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Oldest first. */
  readonly steps: readonly ParcelStep[];
}

/** Updates move a parcel up alone: late and doubled ones change nothing. A parcel that came back was not delivered. */
export const PARCEL_RANKS: Readonly<Record<ParcelState, number>> = {
  PENDING: 0,
  POSTED: 1,
  IN_TRANSIT: 2,
  OUT_FOR_DELIVERY: 3,
  FAILED: 4,
  DELIVERED: 5,
  RETURNED: 6,
  CANCELLED: 7,
};
export const PARCEL_STATES = Object.keys(PARCEL_RANKS) as ParcelState[];
/** Nothing follows them. */
export const ENDED_STATES: readonly ParcelState[] = ['DELIVERED', 'RETURNED', 'CANCELLED'];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHECK_EVERY_MS = 4 * HOUR_MS;
const FIRST_PAUSE_MS = 15 * MINUTE_MS;
const LONGEST_PAUSE_MS = 8 * HOUR_MS;
/** After so long without an end a person has to look. */
const FOLLOWED_FOR_MS = 30 * 24 * HOUR_MS;
/** From here on it is more than a hiccup. */
export const WORRYING_FAILURES = 3;

/** What a check did to a parcel. */
export interface CheckResult {
  /** The state that it moved up to; null when it stays. */
  readonly state: ParcelState | null;
  readonly steps: readonly ParcelStep[];
  readonly reference: string | null;
  readonly failures: number;
  readonly fault: TrackingFault | null;
  /** Null: it is not asked about again. */
  readonly nextCheckAt: Date | null;
}

/** `update` is null for a number that the carrier does not know. */
export function checked(shipment: Shipment, update: ParcelUpdate | null, now: Date): CheckResult {
  if (!update) return inVain(shipment, 'UNKNOWN_NUMBER', now);
  const steps = update.steps.map(({ state, at }) => ({ state, at: at ?? now }));
  const furthest = steps.reduce<ParcelState>(
    (best, { state }) => (PARCEL_RANKS[state] > PARCEL_RANKS[best] ? state : best),
    shipment.state,
  );
  const hasEnded = ENDED_STATES.includes(furthest);
  const isOver = isGivenUp(shipment, now);
  return {
    state: furthest === shipment.state ? null : furthest,
    steps,
    reference: update.reference ?? shipment.reference,
    failures: 0,
    fault: !hasEnded && isOver ? 'GIVEN_UP' : null,
    nextCheckAt: hasEnded || isOver ? null : later(now, CHECK_EVERY_MS),
  };
}

/** The check told nothing: it is made again, less and less often, until a month has gone. */
export function inVain(shipment: Shipment, fault: TrackingFault, now: Date): CheckResult {
  const isOver = isGivenUp(shipment, now);
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(shipment.failures, 10), LONGEST_PAUSE_MS);
  return {
    state: null,
    steps: [],
    reference: shipment.reference,
    failures: shipment.failures + 1,
    fault: isOver ? 'GIVEN_UP' : fault,
    nextCheckAt: isOver ? null : later(now, pause),
  };
}

const isGivenUp = ({ shippedAt, createdAt }: Shipment, now: Date): boolean =>
  now.getTime() - (shippedAt ?? createdAt).getTime() > FOLLOWED_FOR_MS;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
