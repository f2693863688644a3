import { type Answer, json, Refusal } from '../../framework/http.js';

export interface Fault {
  readonly codigo: string;
  readonly mensagem: string;
}

/** Its errors are lists. */
export const problemOf = (status: number, ...faults: readonly Fault[]): Answer => json(status, faults);

export const refused = (status: number, codigo: string, mensagem: string): Refusal =>
  new Refusal(problemOf(status, { codigo, mensagem }));
