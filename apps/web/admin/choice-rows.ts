import type { Schemas } from '../shared/api.js';
import { parseMoney } from '../shared/money.js';
import { newId } from '../shared/uuid.js';
import { typedAmount } from './form-values.js';

type Group = Schemas['ModifierGroupResponse'];
type Option = Schemas['ModifierOptionResponse'];
type Word = Schemas['PreModifierResponse'];
type GroupRequest = Schemas['ModifierGroupRequest'];

/** A group of choices while it is edited: numbers and prices are as they were typed. */
export interface GroupRow {
  readonly key: string;
  readonly name: string;
  readonly min: string;
  readonly max: string;
  readonly words: readonly WordRow[];
  readonly options: readonly OptionRow[];
  readonly before: Group | null;
}

export interface OptionRow {
  readonly key: string;
  readonly name: string;
  readonly price: string;
  readonly available: boolean;
  readonly isDefault: boolean;
  readonly groups: readonly GroupRow[];
  readonly before: Option | null;
}

/** What may be said of an option. */
export interface WordRow {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  /** Percent. */
  readonly multiply: string;
  readonly add: string;
  readonly before: Word | null;
}

export const MOST_LEVELS = 3;

export const rowsOf = (groups: readonly Group[], currency: string): readonly GroupRow[] =>
  groups.map((group) => ({
    ...{ key: group.id, name: group.name, min: String(group.min), max: String(group.max), before: group },
    words: (group.pre ?? []).map((word) => ({
      ...{ key: word.code, code: word.code, name: word.name, before: word },
      ...{ multiply: String(word.multiply), add: typedAmount(word.add, currency) },
    })),
    options: group.options.map((option) => ({
      ...{ key: option.id, name: option.name, available: option.available, before: option },
      ...{ price: typedAmount(option.price_delta, currency), isDefault: option.default ?? false },
      groups: rowsOf(option.modifier_groups ?? [], currency),
    })),
  }));

export const newGroup = (): GroupRow => ({
  ...{ key: newId(), name: '', min: '0', max: '1', words: [], before: null },
  options: [newOption()],
});
export const newOption = (): OptionRow => ({
  ...{ key: newId(), name: '', price: '', available: true, isDefault: false, groups: [], before: null },
});
export const newWord = (code: string, name: string): WordRow => ({
  ...{ key: newId(), code, name, multiply: '100', add: '', before: null },
});

/** What the API is sent, with everything that this page does not show; null when something lacks its name or is no number. */
export function groupsIn(rows: readonly GroupRow[], currency: string): GroupRequest[] | null {
  try {
    return rows.map((row) => groupIn(row, currency));
  } catch (error) {
    if (error instanceof Incomplete) return null;
    throw error;
  }
}

class Incomplete extends Error {}

function groupIn({ name, min, max, words, options, before }: GroupRow, currency: string): GroupRequest {
  return {
    ...(before && { id: before.id }),
    ...(before?.translations && { translations: before.translations }),
    ...{ name: said(name), min: whole(min), max: whole(max) },
    ...(words.length > 0 && { pre: words.map((word) => wordIn(word, currency)) }),
    options: options.map((option) => ({
      ...(option.before && { id: option.before.id }),
      ...(option.before?.translations && { translations: option.before.translations }),
      ...(option.before?.allergens && { allergens: option.before.allergens }),
      ...{ name: said(option.name), price_delta: amount(option.price, currency), available: option.available },
      ...{ default: option.isDefault },
      ...(option.groups.length > 0 && { modifier_groups: option.groups.map((group) => groupIn(group, currency)) }),
    })),
  };
}

function wordIn({ code, name, multiply, add, before }: WordRow, currency: string): Schemas['PreModifierRequest'] {
  const text = said(name);
  return {
    ...{ code: code || codeOf(text), name: text },
    ...(code !== 'NO' && { multiply: number(multiply), add: amount(add, currency) }),
    ...(before && { after: before.after }),
    ...(before?.translations && { translations: before.translations }),
  };
}

/** A code for a word of the owner's: `sedikit es` is `SEDIKIT_ES`. */
const codeOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gi, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .toUpperCase()
    .slice(0, 20) || 'WORD';

function said(text: string): string {
  if (text.trim() === '') throw new Incomplete();
  return text.trim();
}

function amount(text: string, currency: string): number {
  const typed = text.trim();
  if (typed === '') return 0;
  const found = parseMoney(typed.replace(/^-/, ''), currency);
  if (found === null) throw new Incomplete();
  return typed.startsWith('-') ? -found : found;
}

function whole(text: string): number {
  if (!/^\d{1,2}$/.test(text.trim())) throw new Incomplete();
  return Number(text);
}

function number(text: string): number {
  const found = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !(found >= 0)) throw new Incomplete();
  return found;
}
