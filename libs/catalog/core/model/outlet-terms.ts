import type { BasisPoints, MinorUnits } from '#libs/kernel';

import type { SellableModifierGroup } from '../catalog.api.js';
import { type MenuPlace, type MenuSlot, menuTurn, runs, type SalesChannel } from './menu.js';
import type { Translations } from './product-facts.js';

/** What an outlet has of its own of a product. Null is the product's. */
export interface OutletTermFields {
  readonly price: MinorUnits | null;
  /** It is shown in every language. */
  readonly name: string | null;
  /** False: the outlet does not offer it. */
  readonly visible: boolean;
  readonly station: string | null;
  readonly taxRate: BasisPoints | null;
  /** What options add here, in place of their own, by their ids. */
  readonly optionPrices: Readonly<Record<string, MinorUnits>>;
}

export interface OutletTerms extends OutletTermFields {
  readonly outletId: string;
  readonly productId: string;
  /** 0: the outlet never had anything of its own. */
  readonly version: number;
}

export const NO_TERMS: OutletTermFields = {
  price: null,
  name: null,
  visible: true,
  station: null,
  taxRate: null,
  optionPrices: {},
};

/** Whether the outlet has anything of its own. */
export const saysSomething = ({ price, name, visible, station, taxRate, optionPrices }: OutletTermFields): boolean =>
  [price, name, station, taxRate].some((one) => one !== null) || !visible || Object.keys(optionPrices).length > 0;

/** A price that holds through a channel, at some hours, or both. */
export interface PriceRule {
  readonly slot: MenuSlot;
  readonly price: MinorUnits;
}

/** What outlets and the price list make of a product. */
export interface ProductTerms {
  /** The product's own and, of a variant, its parent's. */
  readonly outlets: readonly OutletTerms[];
  readonly prices: readonly PriceRule[];
}

interface Termed {
  readonly id: string;
  readonly parentId?: string;
  readonly variant?: { readonly name: string };
  readonly name: string;
  readonly price: MinorUnits;
  readonly station: string | null;
  readonly taxRate: BasisPoints | null;
  readonly modifierGroups: readonly SellableModifierGroup[];
  readonly translations: Translations | null;
}

/** The product with what the outlet has of its own. A variant has its price from its own terms, and everything else from its parent's, too. */
export function atOutlet<T extends Termed>(product: T, { outlets }: ProductTerms, outletId: string): T {
  const here = outlets.filter((terms) => terms.outletId === outletId);
  if (here.length === 0) return product;
  const own = here.find(({ productId }) => productId === product.id);
  const shared = product.parentId === undefined ? own : here.find(({ productId }) => productId === product.parentId);
  const name = nameAt(product, shared?.name ?? null);
  return {
    ...product,
    price: own?.price ?? product.price,
    station: shared?.station ?? product.station,
    taxRate: shared?.taxRate ?? product.taxRate,
    ...(shared && { modifierGroups: groupsAt(product.modifierGroups, shared.optionPrices) }),
    ...(name !== null && { name, translations: translationsAs(product.translations, name) }),
  };
}

/** Whether the outlet does not offer it, or its parent. */
export const isHiddenAt = ({ outlets }: ProductTerms, outletId: string): boolean =>
  outlets.some((terms) => terms.outletId === outletId && !terms.visible);

/**
 * The price at a moment: the most deliberate rule that holds wins, the schedule's before the channel's before the outlet's, and of two that are as
 * deliberate the lower one. `base`, the outlet's or the product's own, where none does. A rule of a channel needs one to be named.
 */
export function priceAt(
  base: MinorUnits,
  rules: readonly PriceRule[],
  { place, at, channel }: { readonly place: MenuPlace; readonly at: Date; readonly channel?: SalesChannel },
): MinorUnits {
  let [best, rank] = [base, 0];
  for (const { slot, price } of rules) {
    const own = rankOf(slot);
    if (own < rank || (own === rank && price >= best)) continue;
    if (channel === undefined && slot.channels !== null) continue;
    if (runs(slot, place, at, channel)) [best, rank] = [price, own];
  }
  return best;
}

/** When one of the rules next begins or ends there. */
export const priceTurns = (
  rules: readonly PriceRule[],
  place: MenuPlace,
  at: Date,
  channel?: SalesChannel,
): (Date | null)[] => rules.map(({ slot }) => menuTurn(slot, place, at, channel));

const rankOf = ({ schedule, channels, outletIds }: MenuSlot): number =>
  (schedule === null ? 0 : 4) + (channels === null ? 0 : 2) + (outletIds === null ? 0 : 1);

function nameAt({ variant }: Termed, name: string | null): string | null {
  return name === null || !variant ? name : `${name}, ${variant.name}`;
}

const translationsAs = (translations: Translations | null, name: string): Translations | null =>
  translations &&
  Object.fromEntries(Object.entries(translations).map(([language, one]) => [language, { ...one, name }]));

/** Groups whose options add what they do at an outlet. */
export function groupsAt<G extends SellableModifierGroup>(
  groups: readonly G[],
  prices: OutletTermFields['optionPrices'],
): readonly G[] {
  if (Object.keys(prices).length === 0) return groups;
  return groups.map((group) => ({
    ...group,
    options: group.options.map(({ modifierGroups, ...option }) => ({
      ...option,
      priceDelta: prices[option.id] ?? option.priceDelta,
      ...(modifierGroups && { modifierGroups: groupsAt(modifierGroups, prices) }),
    })),
  }));
}
