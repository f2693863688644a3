import { type Answer, json, Refusal } from '../../framework/http.js';

export interface FieldFault {
  readonly mensagem: string;
  readonly campo: string;
}

export const problemOf = (status: number, codigo: string, mensagem: string, erros?: readonly FieldFault[]): Answer =>
  json(status, { codigo, mensagem, ...(erros ? { erros } : {}) });

export const refused = (status: number, codigo: string, mensagem: string, erros?: readonly FieldFault[]): Refusal =>
  new Refusal(problemOf(status, codigo, mensagem, erros));
