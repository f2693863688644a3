import { cepDigits } from '#libs/kernel';

import { invalidCep } from './shipping.errors.js';

/** The first digits of the first city; nothing is below it. */
const LOWEST = '01000000';

/** Eight digits of a CEP in any of its spellings. Throws `INVALID_CEP` (422). */
export function cepOf(text: string): string {
  const cep = cepDigits(text);
  if (cep === undefined || cep < LOWEST) throw invalidCep();
  return cep;
}

/** The part of a CEP that carriers price by: a city, or a district of a large one. */
export const zoneOf = (cep: string): string => cep.slice(0, 5);
