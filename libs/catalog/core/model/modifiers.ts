import { type BasisPoints, type FieldFault, type MinorUnits, newId } from '#libs/kernel';

import { fault } from './fault.js';
import { type PreModifier, preFaults } from './pre-modifiers.js';
import type { Allergen, Translations } from './product-facts.js';

export interface ModifierOption {
  readonly id: string;
  readonly name: string;
  /** Added to the price for each one chosen; may be negative. */
  readonly priceDelta: MinorUnits;
  readonly available: boolean;
  /** Pages have it chosen before anybody chooses. */
  readonly byDefault?: boolean;
  /** What it adds to what the product contains. */
  readonly allergens?: readonly Allergen[];
  /** What guests read. */
  readonly translations?: Translations;
  /** Choices that come with this one, for each of it that is chosen. */
  readonly modifierGroups?: readonly ModifierGroup[];
}

/** A choice that goes with a product, or with an option: at least `min` and at most `max` options, counted with their quantities. */
export interface ModifierGroup {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly ModifierOption[];
  /** What may be said of an option of it: no, extra, on the side. In the order in which prices follow from them. */
  readonly pre?: readonly PreModifier[];
  readonly translations?: Translations;
}

/** Without an `id`, it is the one of the same name that the product had, or a new one. */
export type ModifierOptionDraft = Omit<ModifierOption, 'id' | 'modifierGroups'> & {
  readonly id?: string;
  readonly modifierGroups?: readonly ModifierGroupDraft[];
};
export interface ModifierGroupDraft extends Omit<ModifierGroup, 'id' | 'options'> {
  readonly id?: string;
  readonly options: readonly ModifierOptionDraft[];
}

export const MOST_GROUPS = 20;
export const MOST_OPTIONS = 100;
export const MOST_CHOICES = 99;
/** A choice, a choice of its options, and a choice of theirs. */
export const MOST_LEVELS = 3;
/** 1,000 %: an option costs ten times as much at most. */
export const LARGEST_FACTOR: BasisPoints = 100_000;

/** Groups and options with their ids, at every level: the one sent, else that of the same name, else a new one. */
export function adoptGroups(drafts: readonly ModifierGroupDraft[], known: readonly ModifierGroup[]): ModifierGroup[] {
  const groupIds = idsByName(drafts, known);
  return drafts.map(({ options, ...draft }) => {
    const id = draft.id ?? groupIds.get(draft.name) ?? newId();
    const before = known.find((group) => group.id === id)?.options ?? [];
    const optionIds = idsByName(options, before);
    return {
      ...draft,
      id,
      options: options.map(({ modifierGroups, ...option }) => {
        const optionId = option.id ?? optionIds.get(option.name) ?? newId();
        const below = before.find((one) => one.id === optionId)?.modifierGroups ?? [];
        return {
          ...option,
          id: optionId,
          ...(modifierGroups && modifierGroups.length > 0 && { modifierGroups: adoptGroups(modifierGroups, below) }),
        };
      }),
    };
  });
}

/** Ids by name of those that no draft claims by its id. */
function idsByName(
  drafts: readonly { id?: string }[],
  known: readonly { id: string; name: string }[],
): Map<string, string> {
  const claimed = new Set(drafts.map(({ id }) => id));
  return new Map(known.filter(({ id }) => !claimed.has(id)).map(({ id, name }) => [name, id]));
}

interface Choosable {
  readonly min: number;
  readonly options: readonly { readonly available: boolean; readonly modifierGroups?: readonly Choosable[] }[];
}

/** Whether an option may be chosen now: it is there, and so is whatever must be chosen with it. */
export const isChoosable = ({ available, modifierGroups = [] }: Choosable['options'][number]): boolean =>
  available && !lacksChoice(modifierGroups);

/** Whether one of the groups from which something must be chosen has no option left. */
export const lacksChoice = (groups: readonly Choosable[]): boolean =>
  groups.some(({ min, options }) => min > 0 && !options.some(isChoosable));

/** Every option of the groups, and of those below them. */
export const allOptions = <O extends { readonly modifierGroups?: readonly { readonly options: readonly O[] }[] }>(
  groups: readonly { readonly options: readonly O[] }[],
): O[] => groups.flatMap(({ options }) => options.flatMap((one) => [one, ...allOptions(one.modifierGroups ?? [])]));

type Priced = Pick<ModifierGroupDraft, 'max' | 'pre'> & {
  readonly options: readonly (Pick<ModifierOption, 'priceDelta'> & { readonly modifierGroups?: readonly Priced[] })[];
};

/** What the cheapest choices take off a piece: 0 or less. */
export const cheapestChoices = (groups: readonly Priced[]): MinorUnits =>
  groups.reduce((sum, { max, pre = [], options }) => {
    const each = options.map(
      (option) => cheapestOf(option.priceDelta, pre) + cheapestChoices(option.modifierGroups ?? []),
    );
    return sum + max * Math.min(0, ...each);
  }, 0);

/** The least that an option may come to, whatever is said of it. */
function cheapestOf(delta: MinorUnits, pre: readonly PreModifier[]): MinorUnits {
  return pre.reduce((least, { multiply, add }) => {
    const said = Math.min(0, Math.floor((least * Math.max(multiply, 10_000)) / 10_000)) + Math.min(0, add);
    return Math.min(least, said);
  }, delta);
}

/** Every fault of the groups against each other, the price, and the ids that the product has. */
export function groupFaults(
  price: MinorUnits,
  drafts: readonly ModifierGroupDraft[],
  known: readonly ModifierGroup[],
): FieldFault[] {
  const faults = levelFaults(drafts, known, '/modifier_groups', 1);
  if (price + cheapestChoices(drafts) < 0) {
    faults.push(
      fault('/modifier_groups', 'PRICE_BELOW_ZERO', 'with the cheapest choices the price must not fall below zero'),
    );
  }
  return faults;
}

function levelFaults(
  drafts: readonly ModifierGroupDraft[],
  known: readonly ModifierGroup[],
  at: string,
  level: number,
): FieldFault[] {
  if (level > MOST_LEVELS) {
    return [fault(at, 'TOO_DEEP', `choices must go ${MOST_LEVELS} levels deep at most`)];
  }
  return [
    ...listFaults(drafts, new Set(known.map(({ id }) => id)), at),
    ...drafts.flatMap((group, index) => {
      const before = known.find(({ id, name }) => (group.id === undefined ? name === group.name : id === group.id));
      const pointer = `${at}/${index}`;
      return [
        ...(group.max < group.min ? [fault(`${pointer}/max`, 'MAX_BELOW_MIN', 'max must not be less than min')] : []),
        ...preFaults(group.pre ?? [], `${pointer}/pre`),
        ...listFaults(group.options, new Set((before?.options ?? []).map(({ id }) => id)), `${pointer}/options`),
        ...group.options.flatMap((option, k) => {
          if (!option.modifierGroups || option.modifierGroups.length === 0) return [];
          const own = before?.options.find(({ id, name }) =>
            option.id === undefined ? name === option.name : id === option.id,
          );
          const below = `${pointer}/options/${k}/modifier_groups`;
          return levelFaults(option.modifierGroups, own?.modifierGroups ?? [], below, level + 1);
        }),
      ];
    }),
  ];
}

/** What is wrong with a list of parts that have names, and ids that their owner knows. */
export function listFaults(
  drafts: readonly { id?: string; name: string }[],
  ids: ReadonlySet<string>,
  pointer: string,
): FieldFault[] {
  return drafts.flatMap(({ id, name }, index) => {
    const earlier = drafts.slice(0, index);
    const found: FieldFault[] = [];
    if (id !== undefined && !ids.has(id)) {
      found.push(
        fault(
          `${pointer}/${index}/id`,
          'UNKNOWN_ID',
          'id must be one that this product has; leave it out for a new one',
        ),
      );
    }
    if (id !== undefined && earlier.some((other) => other.id === id)) {
      found.push(fault(`${pointer}/${index}/id`, 'DUPLICATE_ID', 'id must be different from the others'));
    }
    if (earlier.some((other) => other.name === name)) {
      found.push(fault(`${pointer}/${index}/name`, 'DUPLICATE_NAME', 'name must be different from the others'));
    }
    return found;
  });
}
