/** What the 44 digits of an invoice's access key say. */
export interface AccessKeyContent {
  /** The state's number: 35 is São Paulo. */
  readonly state: string;
  readonly issuedAt: number;
  readonly cnpj: string;
  readonly model: 55 | 65;
  readonly series: number;
  readonly number: number;
}

const ORDINARY = '1';
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9];

export function accessKey({ state, issuedAt, cnpj, model, series, number }: AccessKeyContent): string {
  const month = new Date(issuedAt).toISOString().slice(2, 7).replace('-', '');
  const code = String((number * 7_919 + 10_000_019) % 100_000_000).padStart(8, '0');
  const unsigned =
    state + month + cnpj + model + String(series).padStart(3, '0') + String(number).padStart(9, '0') + ORDINARY + code;
  return unsigned + checkDigit(unsigned);
}

/** Modulo 11 with weights 2 to 9 from the right. */
export function checkDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((all, digit, at) => all + Number(digit) * (WEIGHTS[at % 8] ?? 0), 0);
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}
