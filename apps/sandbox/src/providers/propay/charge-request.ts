import { json, Refusal } from '../../framework/http.js';

/** What `POST /v1/service/charges` asks for, checked. */
export interface ChargeRequest {
  readonly referenceId: string;
  readonly amountCents: number;
  readonly description: string;
  readonly expiresInSeconds: number;
  readonly payer: string;
}

const LONGEST_DESCRIPTION = 140;
const SHORTEST_LIFE_S = 300;
const LONGEST_LIFE_S = 86_400;
const DEFAULT_LIFE_S = 3600;

export const invalid = (errors: Readonly<Record<string, readonly string[]>>): Refusal =>
  new Refusal(json(422, { error: 'validation_failed', errors }));

export function readChargeRequest(body: Readonly<Record<string, unknown>>): ChargeRequest {
  const { reference_type: type, reference_id: id, amount_cents: cents, description = '', customer } = body;
  const { expires_in_seconds: seconds = DEFAULT_LIFE_S } = body;
  const errors: Record<string, string[]> = {};
  if (type !== 'order') errors['reference_type'] = ['is not included in the list'];
  if (typeof id !== 'string' || id === '') errors['reference_id'] = ["can't be blank"];
  if (!Number.isSafeInteger(cents)) errors['amount_cents'] = ['must be an integer'];
  else if (Number(cents) < 1) errors['amount_cents'] = ['must be greater than 0'];
  if (typeof description !== 'string' || description.length > LONGEST_DESCRIPTION) {
    errors['description'] = [`has at most ${LONGEST_DESCRIPTION} characters`];
  }
  const isLife =
    Number.isSafeInteger(seconds) && Number(seconds) >= SHORTEST_LIFE_S && Number(seconds) <= LONGEST_LIFE_S;
  if (!isLife) errors['expires_in_seconds'] = [`must be from ${SHORTEST_LIFE_S} to ${LONGEST_LIFE_S}`];
  if (customer !== undefined && (typeof customer !== 'object' || customer === null))
    errors['customer'] = ['is invalid'];
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const { full_name: name } = (customer ?? {}) as { full_name?: unknown };
  return {
    referenceId: id as string,
    amountCents: cents as number,
    description: description as string,
    expiresInSeconds: seconds as number,
    payer: typeof name === 'string' ? name : '',
  };
}
