import { invalid } from '#libs/kernel';

/** An address' postal code, which two fields may say: `postal_code`, and `cep` as orders named it first. */
export interface NamedPostalCode {
  readonly postal_code?: string;
  readonly cep?: string;
}

/** Throws `VALIDATION_FAILED` (400) when the two say different things: a parcel goes to one of them. `at` is where the address stands in the body. */
export function postalCodeOf({ postal_code, cep }: NamedPostalCode, at = ''): string {
  if (postal_code !== undefined && cep !== undefined && postal_code !== cep) {
    throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
      {
        pointer: `${at}/cep`,
        code: 'POSTAL_CODES_DIFFER',
        message: 'cep must be the same as postal_code, or be left out',
      },
    ]);
  }
  return postal_code ?? cep ?? '';
}
