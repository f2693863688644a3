import type { MinorUnits } from '#libs/kernel';

import type { SellableModifierGroup, SellableProduct } from '../catalog.api.js';

/** What somebody asks for: options by id, each so many times on every piece. */
export interface WantedModifier {
  readonly optionId: string;
  readonly quantity?: number;
}

export interface ChosenModifier {
  readonly optionId: string;
  readonly group: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceDelta: MinorUnits;
}

/** Why a choice does not fit: `at` is a JSON pointer below the list of modifiers. */
export interface ModifierFault {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

export interface ModifierChoice {
  readonly chosen: readonly ChosenModifier[];
  /** What they add to one piece. */
  readonly total: MinorUnits;
  readonly faults: readonly ModifierFault[];
}

/** Holds a choice against the product's groups as they are now; every fault at once. */
export function chooseModifiers(
  product: Pick<SellableProduct, 'name' | 'modifierGroups'>,
  wanted: readonly WantedModifier[],
): ModifierChoice {
  const faults: ModifierFault[] = [];
  const counts = new Map<string, number>();
  const chosen = wanted.flatMap(({ optionId, quantity = 1 }, k): ChosenModifier[] => {
    const at = `/${k}/option_id`;
    const found = findOption(product.modifierGroups, optionId);
    if (!found) {
      faults.push({ at, code: 'OPTION_UNKNOWN', message: `${product.name} has no such option` });
      return [];
    }
    const { group, option } = found;
    if (!option.available) {
      faults.push({ at, code: 'OPTION_UNAVAILABLE', message: `${option.name} is sold out at the moment` });
    }
    counts.set(group.id, (counts.get(group.id) ?? 0) + quantity);
    return [{ optionId, group: group.name, name: option.name, quantity, priceDelta: option.priceDelta }];
  });
  for (const { id, name, min, max } of product.modifierGroups) {
    const count = counts.get(id) ?? 0;
    if (count < min) faults.push({ at: '', code: 'TOO_FEW_OPTIONS', message: `${name} needs at least ${min}` });
    if (count > max) faults.push({ at: '', code: 'TOO_MANY_OPTIONS', message: `${name} takes at most ${max}` });
  }
  return {
    chosen,
    faults,
    total: chosen.reduce((total, { priceDelta, quantity }) => total + priceDelta * quantity, 0),
  };
}

function findOption(groups: readonly SellableModifierGroup[], optionId: string) {
  for (const group of groups) {
    const option = group.options.find(({ id }) => id === optionId);
    if (option) return { group, option };
  }
  return undefined;
}
