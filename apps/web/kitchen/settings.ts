import type { View } from './queue.js';

export const SIZES = ['S', 'M', 'L', 'XL'] as const;
export type TextSize = (typeof SIZES)[number];

const STATION = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** What one screen is set to. It is kept on the device; stations and view also stand in the address, so that a bookmark is a screen. */
export interface Settings {
  readonly outletId: string | null;
  /** Empty: every station. */
  readonly stations: readonly string[];
  readonly view: View;
  /** Types of orders that are shown; empty: all. */
  readonly types: readonly string[];
  readonly size: TextSize;
  readonly sound: boolean;
  /** 0 to 100. */
  readonly volume: number;
  readonly keepAwake: boolean;
  /** Whether identical lines of a ticket are put together. */
  readonly combine: boolean;
  readonly allDay: boolean;
  readonly allDayModifiers: boolean;
}

export const FIRST_SETTINGS: Settings = {
  outletId: null,
  stations: [],
  view: 'STATION',
  types: [],
  size: 'M',
  sound: true,
  volume: 80,
  keepAwake: true,
  combine: true,
  allDay: true,
  allDayModifiers: true,
};

/** The settings that were kept, with what the address asks for. A narrow screen begins without the sums. Whatever cannot be read is as it is at first. */
export function settingsFrom(kept: unknown, query: URLSearchParams, isWide = true): Settings {
  const known = typeof kept === 'object' && kept !== null ? (kept as Partial<Record<keyof Settings, unknown>>) : {};
  const first = FIRST_SETTINGS;
  const isOn = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise);
  const station = query.get('station');
  const view = query.get('view');
  return {
    outletId: query.get('outlet') ?? (typeof known.outletId === 'string' ? known.outletId : null),
    stations: codes(station === null ? known.stations : station.split(',')),
    view: view === null ? oneOf(['STATION', 'PASS'], known.view, first.view) : view === 'pass' ? 'PASS' : 'STATION',
    types: texts(known.types),
    size: oneOf(SIZES, known.size, first.size),
    sound: isOn(known.sound, first.sound),
    volume: typeof known.volume === 'number' && known.volume >= 0 && known.volume <= 100 ? known.volume : first.volume,
    keepAwake: isOn(known.keepAwake, first.keepAwake),
    combine: isOn(known.combine, first.combine),
    allDay: isOn(known.allDay, first.allDay && isWide),
    allDayModifiers: isOn(known.allDayModifiers, first.allDayModifiers),
  };
}

/** The parts of the address that say which screen this is; null takes a part away. */
export function queryOf(settings: Settings): Readonly<Record<'station' | 'view', string | null>> {
  return {
    station: settings.stations.length > 0 ? settings.stations.join(',') : null,
    view: settings.view === 'PASS' ? 'pass' : null,
  };
}

/** Codes of stations are in lower case; what cannot be one is left out. */
function codes(value: unknown): readonly string[] {
  return texts(value)
    .map((text) => text.toLowerCase())
    .filter((text, index, all) => STATION.test(text) && all.indexOf(text) === index);
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return [
    ...new Set(
      value.filter((one): one is string => typeof one === 'string' && one.trim() !== '').map((one) => one.trim()),
    ),
  ];
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}
