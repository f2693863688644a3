import { ruleBroken } from './domain-error.js';

/** The 27 states of Brazil by their two letters. */
const STATE_NAMES: Readonly<Record<string, string>> = {
  AC: 'Acre',
  AL: 'Alagoas',
  AM: 'Amazonas',
  AP: 'Amapá',
  BA: 'Bahia',
  CE: 'Ceará',
  DF: 'Distrito Federal',
  ES: 'Espírito Santo',
  GO: 'Goiás',
  MA: 'Maranhão',
  MG: 'Minas Gerais',
  MS: 'Mato Grosso do Sul',
  MT: 'Mato Grosso',
  PA: 'Pará',
  PB: 'Paraíba',
  PE: 'Pernambuco',
  PI: 'Piauí',
  PR: 'Paraná',
  RJ: 'Rio de Janeiro',
  RN: 'Rio Grande do Norte',
  RO: 'Rondônia',
  RR: 'Roraima',
  RS: 'Rio Grande do Sul',
  SC: 'Santa Catarina',
  SE: 'Sergipe',
  SP: 'São Paulo',
  TO: 'Tocantins',
};

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();

const BY_NAME = new Map(Object.entries(STATE_NAMES).map(([state, name]) => [folded(name), state]));

export const isBrazilianState = (text: string): boolean => Object.hasOwn(STATE_NAMES, text);

/** The two letters of a state, whatever stands around them. Throws `STATE_INVALID` (422), with the letters for a state's name. */
export function brazilianState(text: string): string {
  const state = folded(text);
  if (isBrazilianState(state)) return state;
  const suggestion = BY_NAME.get(state);
  if (suggestion !== undefined) {
    throw ruleBroken('STATE_INVALID', `A state is told by its two letters: send ${suggestion} as state.`, {
      field: 'state',
      suggestion,
    });
  }
  throw ruleBroken('STATE_INVALID', 'state must be one of the 27 Brazilian states by its two letters, such as SP.', {
    field: 'state',
  });
}
