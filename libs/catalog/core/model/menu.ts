import { type Actor, isScheduled, isStaff, newId, nextTurn, type Schedule } from '#libs/kernel';

/** Through what something is sold: by staff at the counter, by guests at a table, by customers online. */
export const SALES_CHANNELS = ['COUNTER', 'TABLE', 'ONLINE'] as const;
/** And by a delivery app, whose orders staff or a machine take: `APP:GOFOOD`. */
export type AppChannel = `APP:${string}`;
export const APP_CHANNEL = /^APP:[A-Z0-9_]{1,30}$/;
export type SalesChannel = (typeof SALES_CHANNELS)[number] | AppChannel;
/** Any of them, as it is written. */
export const CHANNEL = /^(COUNTER|TABLE|ONLINE|APP:[A-Z0-9_]{1,30})$/;

export function channelOf(actor: Actor | null | undefined): SalesChannel {
  if (!actor) return 'ONLINE';
  if (actor.kind === 'guest') return 'TABLE';
  return isStaff(actor) ? 'COUNTER' : 'ONLINE';
}

export interface MenuFields {
  readonly name: string;
  /** Null: in every outlet. */
  readonly outletIds: readonly string[] | null;
  /** Null: through every one. */
  readonly channels: readonly SalesChannel[] | null;
  /** Null: at every hour. */
  readonly scheduleId: string | null;
  /** With all that is below them. */
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  /** False: as if it were not there. */
  readonly active: boolean;
}

/** What is in a menu is sold only while one of the menus that it is in runs; what is in none is sold always. */
export interface Menu extends MenuFields {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type MenuDraft = Partial<MenuFields> & Pick<MenuFields, 'name'>;

const BLANK = {
  outletIds: null,
  channels: null,
  scheduleId: null,
  categoryIds: [],
  productIds: [],
  active: true,
} as const;

export const newMenu = (draft: MenuDraft, now: Date): Menu => ({
  id: newId(),
  ...BLANK,
  ...draft,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The menu with some fields changed, in its next version. */
export const reviseMenu = (menu: Menu, changes: Partial<MenuFields>, now: Date): Menu => ({
  ...menu,
  ...changes,
  version: menu.version + 1,
  updatedAt: now,
});

/** When and where a menu runs. */
export interface MenuSlot {
  readonly outletIds: readonly string[] | null;
  readonly channels: readonly SalesChannel[] | null;
  /** Null: at every hour. `NEVER`: its schedule was deleted. */
  readonly schedule: Schedule | 'NEVER' | null;
}

/** An outlet, by whose clock a menu runs. */
export interface MenuPlace {
  readonly outletId: string;
  readonly timeZone: string;
}

/** Whether a menu runs somewhere, through one channel or, where none is named, through any. */
export function runs(slot: MenuSlot, place: MenuPlace, at: Date, channel?: SalesChannel): boolean {
  if (!isFor(slot, place, channel) || slot.schedule === 'NEVER') return false;
  return slot.schedule === null || isScheduled(slot.schedule, at, place.timeZone);
}

/** When a menu next begins or ends there; null when it never does. */
export function menuTurn(slot: MenuSlot, place: MenuPlace, at: Date, channel?: SalesChannel): Date | null {
  if (!isFor(slot, place, channel) || slot.schedule === 'NEVER' || slot.schedule === null) return null;
  return nextTurn(slot.schedule, at, place.timeZone);
}

const isFor = ({ outletIds, channels }: MenuSlot, { outletId }: MenuPlace, channel?: SalesChannel): boolean =>
  (outletIds === null || outletIds.includes(outletId)) &&
  (channels === null || channel === undefined || channels.includes(channel));

/** The earliest of some instants; null where there is none. */
export const earliest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((first, next) => (first && next ? (next < first ? next : first) : (first ?? next)), null);
