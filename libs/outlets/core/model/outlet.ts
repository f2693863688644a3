import { exponentOf, invalid, largestCoinOf, ruleBroken } from '#libs/kernel';

import type { OutletSettings } from '../outlets.api.js';

/** An outlet as its administrator edits it. */
export interface Outlet extends OutletSettings {
  /** Counts up with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Required = 'name' | 'currency' | 'timeZone';

/** What an administrator says of a new outlet; the rest follows from the country and common sense. */
export type OutletDraft = Pick<OutletSettings, Required> & Partial<Omit<OutletSettings, Required | 'id'>>;

export type OutletChanges = Partial<Omit<OutletSettings, 'id'>>;

export const OUTLET_LOCALES = ['en', 'id', 'pt-BR'] as const;
/** Moments at which a customer's order reaches the kitchen. */
export const FIRE_ON = ['PAID', 'PLACED', 'ACCEPTED'] as const;
export const OUTLET_PAYMENT_METHODS = ['cash', 'midtrans', 'pix', 'credit_card'] as const;

/** Whole percents. */
export const TIP_PRESETS: readonly number[] = [10, 15, 20];

const COUNTRY_OF_CURRENCY: Readonly<Record<string, string>> = {
  IDR: 'ID',
  BRL: 'BR',
  USD: 'US',
  SGD: 'SG',
  MYR: 'MY',
  JPY: 'JP',
};
const LOCALE_OF_COUNTRY: Readonly<Record<string, string>> = { ID: 'id', BR: 'pt-BR' };
const LONGEST_MADE_PREFIX = 3;

/** Throws `VALIDATION_FAILED` (400) when the country is not given and the currency does not tell it. */
export function openOutlet(id: string, draft: OutletDraft, now: Date): Outlet {
  return { id, ...withDefaults(draft), version: 1, createdAt: now, updatedAt: now };
}

/** Every field as the draft has it, and the default where it says nothing: what a PUT means. */
export function withDefaults(draft: OutletDraft): Omit<OutletSettings, 'id'> {
  exponentOf(draft.currency);
  const country = draft.country ?? COUNTRY_OF_CURRENCY[draft.currency];
  if (!country) throw countryRequired(draft.currency);
  return {
    name: draft.name,
    country,
    currency: draft.currency,
    locale: draft.locale ?? LOCALE_OF_COUNTRY[country] ?? 'en',
    timeZone: draft.timeZone,
    businessDayCutoff: draft.businessDayCutoff ?? '04:00',
    taxRate: draft.taxRate ?? 0,
    taxInclusive: draft.taxInclusive ?? false,
    serviceChargeRate: draft.serviceChargeRate ?? 0,
    serviceChargeTypes: draft.serviceChargeTypes ?? ['DINE_IN'],
    cashRounding: draft.cashRounding ?? 1,
    orderPrefix: draft.orderPrefix ?? prefixFrom(draft.name),
    cashDifferenceLimit: draft.cashDifferenceLimit ?? largestCoinOf(draft.currency),
    paymentMethods: draft.paymentMethods ?? ['cash'],
    address: draft.address ?? null,
    taxNumber: draft.taxNumber ?? null,
    phone: draft.phone ?? null,
    fireOn: draft.fireOn ?? 'PAID',
    maxUnpaidOrders: draft.maxUnpaidOrders ?? 3,
    maxPiecesPerLine: draft.maxPiecesPerLine ?? 99,
    maxPiecesPerOrder: draft.maxPiecesPerOrder ?? 200,
    heldStockPercent: draft.heldStockPercent ?? 50,
    guestOrders: draft.guestOrders ?? 'DIRECT',
    themeAccent: draft.themeAccent ?? null,
    themeLogoUrl: draft.themeLogoUrl ?? null,
    languages: draft.languages ?? OUTLET_LOCALES,
    tipsTo: draft.tipsTo ?? 'SERVER',
    tipPresets: draft.tipPresets ?? TIP_PRESETS,
    close: draft.close ?? 'ONE_STEP',
    tablesNeedCleaning: draft.tablesNeedCleaning ?? false,
    lingerMinutes: draft.lingerMinutes ?? null,
  };
}

/** The outlet with some fields changed. Throws `CURRENCY_FIXED` (422): every amount ever booked here is in its currency. */
export function reviseOutlet(outlet: Outlet, changes: OutletChanges, now: Date): Outlet {
  if (changes.currency !== undefined && changes.currency !== outlet.currency) {
    throw ruleBroken('CURRENCY_FIXED', 'The currency of an outlet cannot change. Open another outlet instead.', {
      currency: outlet.currency,
    });
  }
  return { ...outlet, ...changes, version: outlet.version + 1, updatedAt: now };
}

/** The names of the settings in which two states differ. */
export function changedSettings(before: Outlet, after: Outlet): string[] {
  const names = Object.keys(before) as (keyof Outlet)[];
  return names.filter(
    (name) => name !== 'version' && name !== 'updatedAt' && String(before[name]) !== String(after[name]),
  );
}

/** The first of KOP, KOP2, KOP3 … that no outlet has, for `Kopi Senja`. */
export function freePrefix(name: string, taken: ReadonlySet<string>): string {
  const made = prefixFrom(name);
  if (!taken.has(made)) return made;
  let number = 2;
  while (taken.has(`${made}${number}`)) number++;
  return `${made}${number}`;
}

/** `Kopi Senja` is `KOP`. */
function prefixFrom(name: string): string {
  const letters = name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return letters.slice(0, LONGEST_MADE_PREFIX) || 'ORD';
}

const countryRequired = (currency: string) =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: '/country', code: 'COUNTRY_REQUIRED', message: `${currency} is used in several countries: name yours` },
  ]);
