import { exponentOf } from '#libs/kernel';

import type { ModifierGroup, ModifierOption } from '../core/model/modifiers.js';
import type { PreModifier } from '../core/model/pre-modifiers.js';

/** Choices as a cell: amounts as decimals. Ids stay out: an import finds groups and options by their names, in this outlet as in another. */
export const modifiersJson = (groups: readonly ModifierGroup[], currency: string): string | null =>
  groups.length === 0 ? null : JSON.stringify(groupsCell(groups, 10 ** exponentOf(currency)));

const groupsCell = (groups: readonly ModifierGroup[], unit: number): unknown[] =>
  groups.map(({ name, min, max, pre, translations, options }) => ({
    ...{ name, min, max },
    ...(pre && { pre: pre.map((word) => wordCell(word, unit)) }),
    ...(translations && { translations }),
    options: options.map((option) => optionCell(option, unit)),
  }));

const wordCell = ({ code, name, multiply, add, after, translations }: PreModifier, unit: number) => ({
  ...{ code, name, multiply: multiply / 100, add: add / unit, after },
  ...(translations && { translations }),
});

const optionCell = ({ name, priceDelta, available, ...more }: ModifierOption, unit: number) => ({
  ...{ name, price_delta: priceDelta / unit, available },
  ...(more.byDefault && { default: true }),
  ...(more.allergens && { allergens: more.allergens }),
  ...(more.translations && { translations: more.translations }),
  ...(more.modifierGroups && { modifier_groups: groupsCell(more.modifierGroups, unit) }),
});
