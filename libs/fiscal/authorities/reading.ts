import { cutText, type MinorUnits } from '#libs/kernel';

const LONGEST_REASON = 500;
const CPF = /(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)/g;

/** A text of the provider's as staff may read it: short, on one line, and without anybody's CPF. */
export function plainReason(...parts: unknown[]): string | null {
  const text = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join('; ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(CPF, '***')
    .trim();
  return cutText(text, LONGEST_REASON) || null;
}

export function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A document's number or series, which come as texts or numbers. */
export function count(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** Null for a time that does not say of which zone it is: three hours decide whether a document may still be cancelled. */
export function instant(value: unknown): Date | null {
  const date = typeof value === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(value) ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** The forty-four characters, with or without the prefix that some put before them. */
export function accessKey(value: unknown): string | null {
  const key = typeof value === 'string' ? value.replace(/^NFe/, '').toUpperCase() : '';
  return /^[0-9A-Z]{44}$/.test(key) ? key : null;
}

/** Centavos as reais with two decimals. Divided as text: money never meets a float. */
export function reais(centavos: MinorUnits): string {
  const digits = String(Math.abs(centavos)).padStart(3, '0');
  return `${centavos < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A link of the provider's that a person may follow. */
export function link(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
