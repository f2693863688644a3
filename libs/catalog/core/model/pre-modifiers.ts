import { type BasisPoints, type FieldFault, type MinorUnits, mulDiv } from '#libs/kernel';

import type { Translations } from './product-facts.js';

/** What somebody says of an option: no, extra, light, on the side. */
export interface PreModifier {
  /** `NO` takes the option away: it costs nothing, and does not count. Every other word is the owner's. */
  readonly code: string;
  readonly name: string;
  /** What the option then adds to the price: so much of its own delta … */
  readonly multiply: BasisPoints;
  /** … and this. */
  readonly add: MinorUnits;
  /** Whether it is said behind the option's name: `cheese on the side`. */
  readonly after: boolean;
  readonly translations?: Translations;
}

export const PRE_CODE = /^[A-Z][A-Z0-9_]{0,19}$/;
export const MOST_PRE = 10;
/** Of one option at once. */
export const MOST_SAID = 3;
/** The word that takes an option away. */
export const NO = 'NO';
/** As the option is. */
export const WHOLE: BasisPoints = 10_000;

/** What an option adds to the price with what is said of it. The words count in the order that their group has them. */
export const priceSaid = (delta: MinorUnits, said: readonly PreModifier[]): MinorUnits =>
  said.some(({ code }) => code === NO)
    ? 0
    : said.reduce((price, { multiply, add }) => mulDiv(price, multiply, WHOLE) + add, delta);

/** The option's name with what is said of it, as the kitchen reads it: `extra cheese on the side`. */
export const nameSaid = (name: string, said: readonly PreModifier[]): string =>
  [
    ...said.filter(({ after }) => !after).map((word) => word.name),
    name,
    ...said.filter(({ after }) => after).map((word) => word.name),
  ].join(' ');

/** Every fault of the words of a group. */
export function preFaults(pre: readonly PreModifier[], at: string): FieldFault[] {
  const codes = pre.map(({ code }) => code);
  const names = pre.map(({ name }) => name);
  return pre.flatMap(({ code, name, multiply, add }, index) => {
    const found: FieldFault[] = [];
    const fault = (field: string, why: string, message: string) =>
      found.push({ pointer: `${at}/${index}/${field}`, code: why, message });
    if (codes.indexOf(code) < index) fault('code', 'DUPLICATE_CODE', 'code must be different from the others');
    if (names.indexOf(name) < index) fault('name', 'DUPLICATE_NAME', 'name must be different from the others');
    if (code === NO && (multiply !== WHOLE || add !== 0)) {
      fault('code', 'NOT_ALLOWED', 'NO costs nothing: leave out multiply and add');
    }
    return found;
  });
}
