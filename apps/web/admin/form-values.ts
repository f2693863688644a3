import { digitsOf, parseMoney } from '../shared/money.js';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Named {
  /** As the field is called in the request, so that what the server says of it stands beside it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

export type FormField = Named &
  (
    | {
        readonly kind: 'text';
        readonly required?: boolean;
        readonly maxLength?: number;
        readonly rows?: number;
        readonly inputmode?: 'numeric' | 'decimal' | 'tel' | 'email';
      }
    | { readonly kind: 'password'; readonly required?: boolean }
    | { readonly kind: 'money'; readonly currency: string; readonly required?: boolean }
    | {
        readonly kind: 'number';
        /** The highest that is taken; the lowest is 0. */
        readonly most: number;
        /** Whether two decimals are taken. */
        readonly broken: boolean;
        /** What is said of anything else. */
        readonly wrong: string;
      }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'several'; readonly options: readonly Option[] }
    | { readonly kind: 'check' }
  );

export type Value = string | boolean | readonly string[];
/** What is in a form. Amounts are as they were typed: {@link amountIn} reads them. */
export type Values = Readonly<Record<string, Value>>;

export const textIn = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};
/** For a field of the API that may be empty. */
export const textOrNull = (values: Values, name: string): string | null => textIn(values, name) || null;
export const listIn = (values: Values, name: string): string[] => {
  const value = values[name];
  return typeof value === 'object' ? [...value] : [];
};
/** In minor units; null when nothing was typed. */
export const amountIn = (values: Values, name: string, currency: string): number | null => {
  const text = textIn(values, name);
  return text === '' ? null : parseMoney(text, currency);
};
/** A whole or broken number as people type it; null when nothing was typed. */
export const numberIn = (values: Values, name: string): number | null => {
  const text = textIn(values, name);
  return text === '' ? null : Number(text.replace(',', '.'));
};
/** Whether a number from 0 to `most` was typed, whole or with two decimals. */
export const isNumberUpTo = (most: number, broken: boolean, value: number): boolean =>
  value >= 0 && value <= most && Number.isInteger(broken ? Math.round(value * 1e6) / 1e4 : value);
/** An amount of minor units as it is typed: 1250 BRL is "12.50". */
export const typedAmount = (minor: number | null | undefined, currency: string): string =>
  minor == null ? '' : (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
