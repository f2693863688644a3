import type { UserActor } from '#libs/kernel';

/** The stations that are asked for, as far as somebody looks after them. */
export function ownStations({ stations = [] }: UserActor, wanted: readonly string[]): readonly string[] {
  if (stations.length === 0) return wanted;
  return wanted.length === 0 ? stations : wanted.filter((station) => stations.includes(station));
}
