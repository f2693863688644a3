import { type FieldFault, invalid } from '#libs/kernel';

import { OUTLET_ID, readSince, type Since } from './log-place.js';

/** Names of stations with commas between them. */
export const STATIONS = /^[\p{L}\p{N} _-]{1,60}(,[\p{L}\p{N} _-]{1,60}){0,9}$/u;

/** From where, of which outlet and for which stations, a client wants to hear events. */
export interface Subscription {
  /** How far the client has come; undefined to start with what happens from now on. */
  readonly since: Since | undefined;
  /** One of those that it may hear; undefined for all of them. */
  readonly outletId: string | undefined;
  readonly stations: readonly string[];
}

/**
 * Reads what a client sent of its own making. Absent, null and empty mean "not given"; a list of stations may be a list or a text with
 * commas. Throws `VALIDATION_FAILED` (400) with every fault.
 */
export function readSubscription(given: { since?: unknown; station?: unknown; outlet?: unknown }): Subscription {
  const faults: FieldFault[] = [];
  const since = isGiven(given.since) ? readSince(given.since) : undefined;
  const station = Array.isArray(given.station) ? given.station.join(',') : given.station;
  if (isGiven(given.since) && since === undefined) {
    faults.push({ pointer: '/since', code: 'MATCHES', message: 'since must be the last cursor or seq that you saw' });
  }
  if (isGiven(given.outlet) && !(typeof given.outlet === 'string' && OUTLET_ID.test(given.outlet))) {
    faults.push({ pointer: '/outlet_id', code: 'IS_UUID', message: 'outlet_id must be the id of an outlet' });
  }
  if (isGiven(station) && (typeof station !== 'string' || !STATIONS.test(station))) {
    faults.push({ pointer: '/station', code: 'MATCHES', message: 'station must be names of stations' });
  }
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  const outletId = isGiven(given.outlet) ? String(given.outlet).toLowerCase() : undefined;
  return { since, stations: stationsOf(station), outletId };
}

/** Stations are named in lower case. */
export const stationsOf = (station: unknown): string[] =>
  typeof station === 'string' && station !== ''
    ? [...new Set(station.split(',').map((name) => name.trim().toLowerCase()))]
    : [];

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
