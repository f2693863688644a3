import { cnpj } from 'cpf-cnpj-validator';

/** Whether the two check digits of a CNPJ are right, by letters' places in ASCII; all places the same is no number that anybody has. */
export const isCnpj = (text: string): boolean => cnpj.isValid(text) && !/^(.)\1*$/.test(text);
