/** An amount of money in the currency's smallest unit in daily use (rupiah for IDR, centavos for BRL). Always a safe integer. */
export type MinorUnits = number;

/** A rate in hundredths of a percent: 1000 is 10 %. Rates are integers so that money never meets a float. */
export type BasisPoints = number;

const WHOLE = 10_000;

/**
 * Decimals of a currency as people use it at a counter. IDR has 0 although ISO 4217 says 2: nobody has paid sen for decades,
 * and Midtrans counts in whole rupiah too.
 */
const EXPONENTS: Readonly<Record<string, number>> = { IDR: 0, BRL: 2, USD: 2, EUR: 2, SGD: 2, MYR: 2, JPY: 0 };

export const CURRENCIES: readonly string[] = Object.keys(EXPONENTS);

export function exponentOf(currency: string): number {
  const exponent = EXPONENTS[currency];
  if (exponent === undefined) throw new RangeError(`Unknown currency ${currency}`);
  return exponent;
}

/** `a * b / c` rounded half away from zero, exact for any safe integers. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(product * 2)) {
    const magnitude = Math.floor((Math.abs(product) * 2 + Math.abs(c)) / (2 * Math.abs(c)));
    return normalZero(product < 0 !== c < 0 ? -magnitude : magnitude);
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(Math.abs(c));
  const magnitude = ((exact < 0n ? -exact : exact) * 2n + divisor) / (2n * divisor);
  return assertMinorUnits(Number(exact < 0n !== c < 0 ? -magnitude : magnitude));
}

/** The part of `amount` that a rate takes, rounded half away from zero. */
export const shareOf = (amount: MinorUnits, rate: BasisPoints): MinorUnits => mulDiv(amount, rate, WHOLE);

/** The tax already inside a price that includes it: `amount - amount / (1 + rate)`. */
export const includedShareOf = (amount: MinorUnits, rate: BasisPoints): MinorUnits =>
  mulDiv(amount, rate, WHOLE + rate);

/**
 * Splits `total` in proportion to `weights` by the largest remainder: the parts always sum to the total, and each is within one
 * unit of its exact share. Equal remainders go to the earlier part. All-zero weights split evenly.
 */
export function allocate(total: MinorUnits, weights: readonly number[]): MinorUnits[] {
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError('Cannot allocate an amount over no parts');
    return [];
  }
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('Weights are non-negative integers');
  }
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  const effective = sum === 0n ? weights.map(() => 1n) : weights.map(BigInt);
  const whole = sum === 0n ? BigInt(weights.length) : sum;
  const sign = total < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(total));
  const floors = effective.map((weight) => (magnitude * weight) / whole);
  const remainders = effective.map((weight, index) => ({ index, rest: (magnitude * weight) % whole }));
  let left = Number(magnitude - floors.reduce((a, b) => a + b, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const parts = floors.map(Number);
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((part) => normalZero(part * sign));
}

/** `amount` rounded to the nearest multiple of `step`, halves away from zero (cash that has no smaller coin). A step of 0 or 1 changes nothing. */
export function roundToStep(amount: MinorUnits, step: MinorUnits): MinorUnits {
  return step <= 1 ? amount : mulDiv(amount, 1, step) * step;
}

/** Throws unless `value` is a safe integer: the last line of defence behind DTO validation. */
export function assertMinorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) throw new RangeError('Money is a safe integer of minor units');
  return value;
}

export const sum = (amounts: Iterable<MinorUnits>): MinorUnits => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return assertMinorUnits(total);
};

/** For people: `Rp 15.000`, `R$ 18,50`. `locale` is a BCP 47 tag (`id`, `pt-BR`, `en`). */
export function formatMoney(amount: MinorUnits, currency: string, locale: string): string {
  const digits = exponentOf(currency);
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, options).format(amount / 10 ** digits).replaceAll('\u00a0', ' ');
}

const normalZero = (value: number): number => (value === 0 ? 0 : value);
