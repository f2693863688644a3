import type { LoadRow, PaceRow } from '../kitchen.ports.js';
import type { StationFields } from './station.js';

/** A station, and how much there is to do at it. */
export interface BusyStation {
  readonly station: string;
  readonly described: StationFields;
  /** What its open lines take, one after the other. */
  readonly seconds: number;
  /** Percent of what its lines should take that they took at this hour. */
  readonly pacePercent: number;
}

const FEWEST_SAMPLES = 20;
const USUAL_PACE = 100;
const QUICKEST_PACE = 50;
const SLOWEST_PACE = 300;
const MINUTE = 60;

/** What a line takes: its pieces are made together, each after the first takes half. */
export const weightOf = (prepSeconds: number, quantity: number): number => (prepSeconds * (quantity + 1)) / 2;

/** What the open lines of a station take, one after the other. */
export const backlogOf = ({ lines }: Pick<LoadRow, 'lines'>, { prepSeconds }: StationFields): number =>
  lines.reduce((sum, line) => sum + weightOf(line.prepSeconds ?? prepSeconds, line.quantity), 0);

/** Few lines tell nothing, and no more is believed than three times as long, or half. */
export function pacePercentOf(pace: Pick<PaceRow, 'samples' | 'percent'> | undefined): number {
  if (!pace || pace.percent === null || pace.samples < FEWEST_SAMPLES) return USUAL_PACE;
  return Math.min(SLOWEST_PACE, Math.max(QUICKEST_PACE, pace.percent));
}

/** Seconds, in whole minutes, until one more piece would be ready at the slowest of these stations; null without a station. */
export function quoteOf(stations: readonly BusyStation[]): number | null {
  if (stations.length === 0) return null;
  const waits = stations.map(
    ({ described: { prepSeconds, parallel }, seconds, pacePercent }) =>
      ((seconds + weightOf(prepSeconds, 1)) / parallel) * (pacePercent / 100),
  );
  return Math.ceil(Math.max(...waits) / MINUTE) * MINUTE;
}
