import { type FieldFault, type MinorUnits, newId } from '#libs/kernel';

export interface ModifierOption {
  readonly id: string;
  readonly name: string;
  /** Added to the price for each one chosen; may be negative. */
  readonly priceDelta: MinorUnits;
  readonly available: boolean;
}

/** A choice that goes with a product: at least `min` and at most `max` options, counted with their quantities. */
export interface ModifierGroup {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly ModifierOption[];
}

/** Without an `id`, it is the one of the same name that the product had, or a new one. */
export type ModifierOptionDraft = Omit<ModifierOption, 'id'> & { readonly id?: string };
export interface ModifierGroupDraft extends Omit<ModifierGroup, 'id' | 'options'> {
  readonly id?: string;
  readonly options: readonly ModifierOptionDraft[];
}

export const MOST_GROUPS = 20;
export const MOST_OPTIONS = 100;
export const MOST_CHOICES = 99;

/** Groups and options with their ids: the one sent, else that of the same name, else a new one. */
export function adoptGroups(drafts: readonly ModifierGroupDraft[], known: readonly ModifierGroup[]): ModifierGroup[] {
  const groupIds = idsByName(drafts, known);
  return drafts.map((draft) => {
    const id = draft.id ?? groupIds.get(draft.name) ?? newId();
    const before = known.find((group) => group.id === id)?.options ?? [];
    const optionIds = idsByName(draft.options, before);
    return {
      id,
      name: draft.name,
      min: draft.min,
      max: draft.max,
      options: draft.options.map((option) => ({
        id: option.id ?? optionIds.get(option.name) ?? newId(),
        name: option.name,
        priceDelta: option.priceDelta,
        available: option.available,
      })),
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

/** Whether one of the groups from which something must be chosen has no option left. */
export const lacksChoice = (
  groups: readonly { readonly min: number; readonly options: readonly { readonly available: boolean }[] }[],
): boolean => groups.some(({ min, options }) => min > 0 && !options.some(({ available }) => available));

/** Every fault of the groups against each other, the price, and the ids that the product has. */
export function groupFaults(
  price: MinorUnits,
  drafts: readonly ModifierGroupDraft[],
  known: readonly ModifierGroup[],
): FieldFault[] {
  const faults: FieldFault[] = [
    ...listFaults(drafts, new Set(known.map(({ id }) => id)), '/modifier_groups'),
    ...drafts.flatMap((group, index) => {
      const before = known.find(({ id }) => id === group.id)?.options ?? [];
      const pointer = `/modifier_groups/${index}`;
      return [
        ...(group.max < group.min ? [fault(`${pointer}/max`, 'MAX_BELOW_MIN', 'max must not be less than min')] : []),
        ...listFaults(group.options, new Set(before.map(({ id }) => id)), `${pointer}/options`),
      ];
    }),
  ];
  const cheapest = drafts.reduce(
    (sum, group) => sum + group.max * Math.min(0, ...group.options.map((o) => o.priceDelta)),
    price,
  );
  if (cheapest < 0) {
    faults.push(
      fault('/modifier_groups', 'PRICE_BELOW_ZERO', 'with the cheapest choices the price must not fall below zero'),
    );
  }
  return faults;
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

export const fault = (pointer: string, code: string, message: string): FieldFault => ({ pointer, code, message });
