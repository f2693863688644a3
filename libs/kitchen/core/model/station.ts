import type { OrderType } from '#libs/ordering';

export const STATION_KINDS = ['PREP', 'PASS'] as const;
export type StationKind = (typeof STATION_KINDS)[number];

/** Where a station's tickets are shown: on its own screen and at the pass, at the pass alone, or never at the pass. */
export const EXPO = ['SEND', 'ONLY', 'SKIP'] as const;
export type Expo = (typeof EXPO)[number];

/** Seconds after which a ticket is warned of, and is late. Without an order type, of all types that have none of their own. */
export interface Threshold {
  readonly orderType: OrderType | null;
  readonly warnSeconds: number;
  readonly lateSeconds: number;
}

export interface StationFields {
  readonly name: string;
  readonly kind: StationKind;
  readonly expo: Expo;
  /** Pieces that it makes at a time. */
  readonly parallel: number;
  /** What a piece takes. */
  readonly prepSeconds: number;
  readonly thresholds: readonly Threshold[];
}

/** A station of an outlet, by the code that products name. */
export interface Station extends StationFields {
  readonly outletId: string;
  readonly code: string;
  readonly version: number;
}

const LATE_BY_PREP = 1.5;
const UNDESCRIBED_LATE_SECONDS = 900;

const UNDESCRIBED_PREP_SECONDS = 480;

/** A station that products name and nobody has described. */
export const undescribed = (code: string): StationFields => ({
  name: code,
  kind: 'PREP',
  expo: 'SEND',
  parallel: 2,
  prepSeconds: UNDESCRIBED_PREP_SECONDS,
  thresholds: [{ orderType: null, warnSeconds: UNDESCRIBED_PREP_SECONDS, lateSeconds: UNDESCRIBED_LATE_SECONDS }],
});

/** When a ticket is to be ready, warned of, and late. */
export interface TicketTimes {
  readonly dueAt: Date;
  readonly warnAt: Date;
  readonly lateAt: Date;
}

/** `preps`: of each line, what a piece takes; null for what the station says. The longest counts. */
export function timesOf(
  station: StationFields,
  type: OrderType,
  firedAt: Date,
  preps: readonly (number | null)[] = [],
): TicketTimes {
  const prepSeconds = Math.max(...(preps.length > 0 ? preps : [null]).map((prep) => prep ?? station.prepSeconds));
  const thresholds = thresholdsFor(station, prepSeconds);
  const threshold =
    thresholds.find(({ orderType }) => orderType === type) ?? thresholds.find(({ orderType }) => orderType === null);
  const after = (seconds: number) => new Date(firedAt.getTime() + seconds * 1000);
  return {
    dueAt: after(prepSeconds),
    warnAt: after(threshold?.warnSeconds ?? prepSeconds),
    lateAt: after(threshold?.lateSeconds ?? prepSeconds * LATE_BY_PREP),
  };
}

/** What a station that nobody described is late by is for what nobody said the time of either. */
const thresholdsFor = (station: StationFields, prepSeconds: number): readonly Threshold[] =>
  'code' in station || prepSeconds === station.prepSeconds ? station.thresholds : [];
