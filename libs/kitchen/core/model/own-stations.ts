import type { UserActor } from '#libs/kernel';

import { stationNotYours } from './kitchen.errors.js';

/** Whether somebody looks after a station: of no stations at all means of every one. */
export const looksAfter = ({ stations = [] }: UserActor, station: string): boolean =>
  stations.length === 0 || stations.includes(station);

/** Throws `STATION_NOT_YOURS` (403) where one of the stations is not looked after by somebody. */
export function assertOwnStations(actor: UserActor, stations: Iterable<string>): void {
  for (const station of stations) if (!looksAfter(actor, station)) throw stationNotYours();
}

/** The stations that are asked for, as far as somebody looks after them. */
export function ownStations({ stations = [] }: UserActor, wanted: readonly string[]): readonly string[] {
  if (stations.length === 0) return wanted;
  return wanted.length === 0 ? stations : wanted.filter((station) => stations.includes(station));
}
