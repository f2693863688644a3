import { invalidCep } from './shipping.errors.js';

const CEP = /^(\d{5})-?(\d{3})$/;
/** The first digits of the first city; nothing is below it. */
const LOWEST = '01000000';

/** Eight digits of a CEP that may carry its hyphen. Throws `INVALID_CEP` (422). */
export function cepOf(text: string): string {
  const [, region = '', street = ''] = CEP.exec(text.trim()) ?? [];
  const cep = region + street;
  if (cep < LOWEST) throw invalidCep();
  return cep;
}

/** The part of a CEP that carriers price by: a city, or a district of a large one. */
export const zoneOf = (cep: string): string => cep.slice(0, 5);
