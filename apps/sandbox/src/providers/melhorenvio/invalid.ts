import { json, Refusal } from '../../framework/http.js';

/** 422 with the fields that are wrong, as Laravel tells them. */
export const invalid = (errors: Readonly<Record<string, readonly string[]>>): Refusal =>
  new Refusal(json(422, { message: 'The given data was invalid.', errors }));

/** Gathers what is wrong with a body, so that all of it is told at once. */
export class Faultfinder {
  private readonly errors: Record<string, string[]> = {};

  demand(isGood: boolean, field: string, message = `O campo ${field} é inválido.`): void {
    if (!isGood) this.errors[field] = [message];
  }

  /** Throws `Refusal` when there was any. */
  finish(): void {
    if (Object.keys(this.errors).length > 0) throw invalid(this.errors);
  }
}

export type Given = Readonly<Record<string, unknown>>;
export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
export const isCep = (value: unknown): value is string => typeof value === 'string' && /^\d{8}$/.test(value);
/** Numbers may come as texts with a dot. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' || (isText(value) && /^\d+(\.\d+)?$/.test(value)) ? Number(value) : NaN;
export const objectOf = (value: unknown): Given =>
  typeof value === 'object' && value !== null ? (value as Given) : {};
export const listOf = (value: unknown): Given[] => (Array.isArray(value) ? value.map(objectOf) : []);
/** `"18.08"` */
export const decimal = (cents: number): string => (cents / 100).toFixed(2);
