import { cpf } from 'cpf-cnpj-validator';

import { ruleBroken } from '#libs/kernel';

/** The digits of a CPF whose check digits are right; absent and null stay as they are. Throws `CPF_INVALID` (422), without the number. */
export function cpfDigits<T extends string | null | undefined>(text: T): T {
  if (text === null || text === undefined) return text;
  if (!cpf.isValid(text)) throw ruleBroken('CPF_INVALID', 'This CPF does not exist: its check digits are wrong.');
  return cpf.strip(text) as T;
}
