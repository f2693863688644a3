import { assertMinorUnits, exponentOf, type MinorUnits } from '#libs/kernel';

/** Decimals that Stripe counts in. Where people have stopped using them it still does: IDR has two there, and none here. */
const STRIPE_EXPONENTS: Readonly<Record<string, number>> = { IDR: 2, BRL: 2, USD: 2, EUR: 2, SGD: 2, MYR: 2, JPY: 0 };

function factorOf(currency: string): number | undefined {
  const exponent = STRIPE_EXPONENTS[currency];
  return exponent === undefined ? undefined : 10 ** (exponent - exponentOf(currency));
}

/** Throws for a currency that Stripe is not told of, and for an amount that is none. */
export function toStripe(amount: MinorUnits, currency: string): number {
  const factor = factorOf(currency);
  if (factor === undefined || amount < 0) throw new RangeError('Not an amount that Stripe can take');
  return assertMinorUnits(assertMinorUnits(amount) * factor);
}

/** `isWhole` is false when it is no whole number of our minor units, or of a currency that we do not know. */
export function fromStripe(amount: number, currency: string): { amount: MinorUnits; isWhole: boolean } {
  const factor = factorOf(currency);
  if (factor === undefined) return { amount, isWhole: false };
  return { amount: Math.floor(amount / factor), isWhole: amount % factor === 0 };
}
