import type { Schemas } from './api.js';

export type Group = Schemas['ModifierGroupResponse'];
export type Option = Schemas['ModifierOptionResponse'];

/** An option as the API takes it, with what is said of it and what is chosen with it. */
export interface Wish {
  readonly option_id: string;
  readonly quantity: number;
  readonly pre?: string[];
  modifiers?: Wish[];
}

/** What is chosen: how many of each option, at whatever level, by its id; and what is said of it. */
export interface Picked {
  readonly counts: Readonly<Record<string, number>>;
  /** Codes of words: no, extra. */
  readonly said: Readonly<Record<string, readonly string[]>>;
}

export const NOTHING: Picked = { counts: {}, said: {} };
const NO = 'NO';
const MOST_WORDS = 3;

export const wordsOf = ({ said }: Picked, id: string): readonly string[] => said[id] ?? [];
export const isLeftOut = (picked: Picked, id: string): boolean => wordsOf(picked, id).includes(NO);
/** How many of it there are; none of what is left out. */
export const countOf = (picked: Picked, id: string): number => (isLeftOut(picked, id) ? 0 : (picked.counts[id] ?? 0));
export const countIn = (group: Group, picked: Picked): number =>
  group.options.reduce((sum, { id }) => sum + countOf(picked, id), 0);

export const isFilled = (group: Group, picked: Picked): boolean => {
  const count = countIn(group, picked);
  return count >= group.min && count <= group.max;
};

/** The groups from which something is to be chosen now: those of chosen options behind the group of these. */
export const shownGroups = (groups: readonly Group[], picked: Picked): Group[] =>
  groups.flatMap((group) => [
    group,
    ...group.options.flatMap(({ id, modifier_groups: below = [] }) =>
      countOf(picked, id) > 0 ? shownGroups(below, picked) : [],
    ),
  ]);

/** Groups that do not have what they ask for. */
export const missingIn = (groups: readonly Group[], picked: Picked): Group[] =>
  shownGroups(groups, picked).filter((group) => !isFilled(group, picked));

/** So many of an option. Of a group of one it takes the place of the others; of a full group nothing more is taken. */
export function choose(group: Group, picked: Picked, id: string, count: number): Picked {
  const others = group.max === 1 && count > 0 ? group.options.filter((one) => countOf(picked, one.id) > 0) : [];
  const counts = { ...picked.counts, ...Object.fromEntries(others.map((one) => [one.id, 0])), [id]: count };
  const isSaid = count > 0 ? wordsOf(picked, id).filter((code) => code !== NO) : [];
  const next = { counts, said: { ...picked.said, [id]: isSaid } };
  return countIn(group, next) > group.max && count > countOf(picked, id) ? picked : next;
}

/** A word said of an option, or taken back. What is said of is chosen; what is left out is not. */
export function say(group: Group, picked: Picked, id: string, code: string): Picked {
  const before = wordsOf(picked, id);
  if (before.includes(code)) {
    const said = { ...picked.said, [id]: before.filter((one) => one !== code) };
    return { said, counts: code === NO ? { ...picked.counts, [id]: 0 } : picked.counts };
  }
  if (code === NO) return { counts: { ...picked.counts, [id]: 1 }, said: { ...picked.said, [id]: [NO] } };
  const chosen = countOf(picked, id) > 0 ? picked : choose(group, picked, id, 1);
  const words = [...wordsOf(chosen, id), code];
  if (countOf(chosen, id) === 0 || words.length > MOST_WORDS) return picked;
  return { ...chosen, said: { ...chosen.said, [id]: words } };
}

/** What is chosen before anybody chooses: what its owner says, and the only option that is left of a group that must have one. */
export function usual(groups: readonly Group[]): Picked {
  const all = (list: readonly Group[]): string[] =>
    list.flatMap(({ min, max, options }) => {
      const left = options.filter(({ available }) => available);
      const own = left.filter((one) => one.default).slice(0, max);
      const chosen = own.length > 0 ? own : min === 1 && max === 1 && left.length === 1 ? left : [];
      return chosen.flatMap(({ id, modifier_groups: below = [] }) => [id, ...all(below)]);
    });
  return { counts: Object.fromEntries(all(groups).map((id) => [id, 1])), said: {} };
}

/** What an option adds with what is said of it; what it comes to with taxes is the server's to say. */
export function priceSaid({ pre = [] }: Group, { price_delta: delta }: Option, words: readonly string[]): number {
  if (words.includes(NO)) return 0;
  return pre
    .filter(({ code }) => words.includes(code))
    .reduce(
      (price, { multiply, add }) => Math.sign(price) * Math.round((Math.abs(price) * multiply) / 100) + add,
      delta,
    );
}

/** As the kitchen reads it: `extra cheese on the side`. */
export function nameSaid({ pre = [] }: Group, { name }: Option, words: readonly string[]): string {
  const said = pre.filter(({ code }) => words.includes(code));
  const text = (isAfter: boolean) => said.filter(({ after }) => after === isAfter).map((word) => word.name);
  return [...text(false), name, ...text(true)].join(' ');
}

/** What all of it adds to one piece. */
export const addedBy = (groups: readonly Group[], picked: Picked): number =>
  groups.reduce(
    (sum, group) => sum + group.options.reduce((more, option) => more + addedByOption(group, option, picked), 0),
    0,
  );

/** An option with all that is chosen with it, as often as it is chosen. */
export function addedByOption(group: Group, option: Option, picked: Picked): number {
  const count = countOf(picked, option.id);
  if (count === 0) return 0;
  const own = priceSaid(group, option, wordsOf(picked, option.id));
  return count * (own + addedBy(option.modifier_groups ?? [], picked));
}

/** The choice as the API takes it. */
export const wishesOf = (groups: readonly Group[], picked: Picked): Wish[] =>
  groups.flatMap(({ options }) =>
    options.flatMap(({ id, modifier_groups: below = [] }) => {
      const pre = [...wordsOf(picked, id)];
      const count = countOf(picked, id);
      if (count === 0 && pre.length === 0) return [];
      const modifiers = count > 0 ? wishesOf(below, picked) : [];
      return [
        {
          option_id: id,
          quantity: Math.max(1, count),
          ...(pre.length > 0 && { pre }),
          ...(modifiers.length > 0 && { modifiers }),
        },
      ];
    }),
  );

/** What was chosen, as a person reads it, each with what goes with it behind it. */
export const textsOf = (groups: readonly Group[], picked: Picked): string[] =>
  groups.flatMap((group) =>
    group.options.flatMap((option) => {
      const [words, count] = [wordsOf(picked, option.id), countOf(picked, option.id)];
      if (count === 0 && words.length === 0) return [];
      const name = nameSaid(group, option, words);
      return [
        count > 1 ? `${count}× ${name}` : name,
        ...(count > 0 ? textsOf(option.modifier_groups ?? [], picked) : []),
      ];
    }),
  );

/** A choice that was sent, or a line's, as it was chosen. */
export function pickedOf(wishes: readonly Wish[]): Picked {
  const [counts, said]: [Record<string, number>, Record<string, readonly string[]>] = [{}, {}];
  const take = (list: readonly Wish[]) => {
    for (const { option_id: id, quantity, pre, modifiers = [] } of list) {
      counts[id] = quantity;
      if (pre) said[id] = pre;
      take(modifiers);
    }
  };
  take(wishes);
  return { counts, said };
}

/** What a line was ordered with, as the API takes it: what was chosen with an option follows it, a level lower. */
export function wishesOfLine(modifiers: readonly Schemas['OrderItemModifierResponse'][]): Wish[] {
  const tops: Wish[] = [];
  const above: { readonly wish: Wish; readonly pieces: number }[] = [];
  for (const { option_id, quantity, pre, level = 0 } of modifiers) {
    const owner = level > 0 ? above[level - 1] : undefined;
    const wish: Wish = { option_id, quantity: quantity / (owner?.pieces ?? 1), ...(pre && { pre: [...pre] }) };
    if (owner) (owner.wish.modifiers ??= []).push(wish);
    else tops.push(wish);
    above.length = level;
    above[level] = { wish, pieces: quantity };
  }
  return tops;
}
