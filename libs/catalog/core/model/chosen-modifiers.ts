import type { MinorUnits } from '#libs/kernel';

import type { SellableModifierGroup, SellableProduct } from '../catalog.api.js';
import { isChoosable } from './modifiers.js';
import { MOST_SAID, nameSaid, NO, type PreModifier, priceSaid } from './pre-modifiers.js';

/** What somebody asks for: options by id, each so many times on every piece. */
export interface WantedModifier {
  readonly optionId: string;
  readonly quantity?: number;
  /** What they say of it, by the codes of its group. */
  readonly pre?: readonly string[];
  /** What they choose with it, for each of it. */
  readonly modifiers?: readonly WantedModifier[];
}

export interface ChosenModifier {
  readonly optionId: string;
  readonly group: string;
  /** With what is said of it: `extra cheese`. */
  readonly name: string;
  /** On one piece of the product. */
  readonly quantity: number;
  readonly priceDelta: MinorUnits;
  /** The codes of what is said of it; absent where nothing is. */
  readonly pre?: readonly string[];
  /** How far below the product's own choices it is; absent for these. It belongs to the one above it that is a level higher. */
  readonly level?: number;
}

/** Why a choice does not fit: `at` is a JSON pointer below the list of modifiers. */
export interface ModifierFault {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

export interface ModifierChoice {
  /** What is chosen with an option follows it. */
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
  const { chosen, faults } = choose({ ...product, level: 0, pieces: 1, at: '' }, wanted);
  return {
    chosen,
    faults,
    total: chosen.reduce((total, { priceDelta, quantity }) => total + priceDelta * quantity, 0),
  };
}

/** A product, or an option of which so many are on a piece. */
interface Chooser {
  readonly name: string;
  readonly modifierGroups: readonly SellableModifierGroup[];
  readonly level: number;
  readonly pieces: number;
  /** Where its list of modifiers is. */
  readonly at: string;
}

function choose(of: Chooser, wanted: readonly WantedModifier[]): Pick<ModifierChoice, 'chosen' | 'faults'> {
  const faults: ModifierFault[] = [];
  const counts = new Map<string, number>();
  const chosen = wanted.flatMap(({ optionId, quantity = 1, pre = [], modifiers = [] }, k): ChosenModifier[] => {
    const at = `${of.at}/${k}`;
    const found = findOption(of.modifierGroups, optionId);
    if (!found) {
      faults.push({ at: `${at}/option_id`, code: 'OPTION_UNKNOWN', message: `${of.name} has no such option` });
      return [];
    }
    const { group, option } = found;
    const said = wordsOf(group, pre, at, faults);
    const isLeftOut = said.some(({ code }) => code === NO);
    if (!isLeftOut) {
      if (!isChoosable(option)) {
        const message = `${option.name} is sold out at the moment`;
        faults.push({ at: `${at}/option_id`, code: 'OPTION_UNAVAILABLE', message });
      }
      counts.set(group.id, (counts.get(group.id) ?? 0) + quantity);
    }
    const pieces = of.pieces * (isLeftOut ? 1 : quantity);
    const below = isLeftOut
      ? without(option.name, modifiers, at)
      : choose(
          {
            ...{ name: option.name, modifierGroups: option.modifierGroups ?? [], level: of.level + 1, pieces },
            at: `${at}/modifiers`,
          },
          modifiers,
        );
    faults.push(...below.faults);
    return [
      {
        ...{ optionId, group: group.name, name: nameSaid(option.name, said), quantity: pieces },
        priceDelta: priceSaid(option.priceDelta, said),
        ...(said.length > 0 && { pre: said.map(({ code }) => code) }),
        ...(of.level > 0 && { level: of.level }),
      },
      ...below.chosen,
    ];
  });
  for (const { id, name, min, max } of of.modifierGroups) {
    const count = counts.get(id) ?? 0;
    if (count < min) faults.push({ at: of.at, code: 'TOO_FEW_OPTIONS', message: `${name} needs at least ${min}` });
    if (count > max) faults.push({ at: of.at, code: 'TOO_MANY_OPTIONS', message: `${name} takes at most ${max}` });
  }
  return { chosen, faults };
}

/** What is said of an option, in the order of its group. */
function wordsOf(
  { name, pre = [] }: SellableModifierGroup,
  codes: readonly string[],
  at: string,
  faults: ModifierFault[],
): readonly PreModifier[] {
  codes.forEach((code, j) => {
    if (!pre.some((word) => word.code === code)) {
      faults.push({ at: `${at}/pre/${j}`, code: 'PRE_UNKNOWN', message: `${name} has no such word` });
    }
  });
  if (new Set(codes).size < codes.length || codes.length > MOST_SAID || (codes.includes(NO) && codes.length > 1)) {
    const message = `at most ${MOST_SAID} different words are said of an option, and NO alone`;
    faults.push({ at: `${at}/pre`, code: 'PRE_CLASH', message });
  }
  return pre.filter(({ code }) => codes.includes(code));
}

const without = (
  name: string,
  modifiers: readonly unknown[],
  at: string,
): Pick<ModifierChoice, 'chosen' | 'faults'> => ({
  chosen: [],
  faults:
    modifiers.length === 0
      ? []
      : [
          {
            at: `${at}/modifiers`,
            code: 'TOO_MANY_OPTIONS',
            message: `nothing is chosen with ${name} that is left out`,
          },
        ],
});

function findOption(groups: readonly SellableModifierGroup[], optionId: string) {
  for (const group of groups) {
    const option = group.options.find(({ id }) => id === optionId);
    if (option) return { group, option };
  }
  return undefined;
}

/** A choice as somebody would make it again. */
export function chosenAgain(chosen: readonly ChosenModifier[]): WantedModifier[] {
  const tops: Wanting[] = [];
  const above: { readonly wanted: Wanting; readonly pieces: number }[] = [];
  for (const { optionId, quantity, pre, level = 0 } of chosen) {
    const owner = level > 0 ? above[level - 1] : undefined;
    const wanted: Wanting = { optionId, quantity: quantity / (owner?.pieces ?? 1), ...(pre && { pre }) };
    if (owner) (owner.wanted.modifiers ??= []).push(wanted);
    else tops.push(wanted);
    above.length = level;
    above[level] = { wanted, pieces: quantity };
  }
  return tops;
}

/** The same for the same choice, in whichever order its words were said, and with or without what goes without saying. */
export const keyOfChoice = (wanted: readonly WantedModifier[]): string => JSON.stringify(plainly(wanted));

const plainly = (wanted: readonly WantedModifier[]): readonly unknown[] =>
  wanted.map(({ optionId, quantity = 1, pre = [], modifiers = [] }) => [
    ...[optionId, pre.includes(NO) ? 1 : quantity],
    ...[[...pre].sort(), plainly(modifiers)],
  ]);

interface Wanting extends Omit<WantedModifier, 'modifiers'> {
  modifiers?: Wanting[];
}
