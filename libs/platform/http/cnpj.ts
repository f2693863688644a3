import { cnpj } from 'cpf-cnpj-validator';

/** Whether a text is a CNPJ, formatted or not: 14 characters with right check digits, not all the same. */
export const isCnpj = (text: string): boolean => cnpj.isValid(text) && !/^(.)\1*$/.test(text);
