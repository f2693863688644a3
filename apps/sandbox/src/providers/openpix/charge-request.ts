import { json, Refusal } from '../../framework/http.js';

export interface TaxId {
  readonly taxID: string;
  readonly type: 'BR:CPF' | 'BR:CNPJ';
}

export interface Customer {
  readonly name: string;
  readonly taxID?: TaxId;
  readonly email?: string;
  readonly phone?: string;
}

/** What `POST /api/v1/charge` asks for, checked. */
export interface ChargeRequest {
  readonly correlationID: string;
  /** Cents. */
  readonly value: number;
  readonly comment: string;
  readonly expiresIn: number;
  readonly customer?: Customer;
  readonly ensureSameTaxID: boolean;
  readonly additionalInfo: readonly unknown[];
}

const SHORTEST_LIFE_S = 300;
const DEFAULT_LIFE_S = 86_400;
const LONGEST_COMMENT = 140;

export const refused = (message: string): Refusal => new Refusal(json(400, { error: message }));

export const taxIdOf = (digits: string): TaxId => ({
  taxID: digits,
  type: digits.length === 14 ? 'BR:CNPJ' : 'BR:CPF',
});

export function readChargeRequest(body: Readonly<Record<string, unknown>>, now: number): ChargeRequest {
  const { correlationID, value, comment = '', customer, ensureSameTaxID, additionalInfo = [] } = body;
  if (typeof correlationID !== 'string' || correlationID === '') throw refused('correlationID é obrigatório');
  if (!Number.isSafeInteger(value) || Number(value) < 1) throw refused('value deve ser um inteiro em centavos');
  if (typeof comment !== 'string' || comment.length > LONGEST_COMMENT)
    throw refused('comment tem no máximo 140 caracteres');
  if (!Array.isArray(additionalInfo)) throw refused('additionalInfo deve ser uma lista');
  return {
    correlationID,
    value: value as number,
    comment,
    expiresIn: lifeOf(body, now),
    customer: customer === undefined ? undefined : customerOf(customer),
    ensureSameTaxID: ensureSameTaxID === true,
    additionalInfo,
  };
}

function lifeOf({ expiresIn, expiresDate }: Readonly<Record<string, unknown>>, now: number): number {
  if (expiresIn === undefined && expiresDate === undefined) return DEFAULT_LIFE_S;
  const seconds = expiresIn ?? Math.round((Date.parse(String(expiresDate)) - now) / 1000);
  if (!Number.isSafeInteger(seconds) || Number(seconds) < SHORTEST_LIFE_S) {
    throw refused(`expiresIn deve ser um inteiro de pelo menos ${SHORTEST_LIFE_S}`);
  }
  return Number(seconds);
}

function customerOf(given: unknown): Customer {
  const { name, taxID, email, phone } = (given ?? {}) as Record<string, unknown>;
  const texts = [taxID, email, phone].filter((one) => typeof one === 'string' && one !== '');
  if (typeof name !== 'string' || name === '' || texts.length === 0) {
    throw refused('customer precisa de name e de taxID, email ou phone');
  }
  return {
    name,
    ...(typeof taxID === 'string' ? { taxID: taxIdOf(taxID.replace(/\D/g, '')) } : {}),
    ...(typeof email === 'string' ? { email } : {}),
    ...(typeof phone === 'string' ? { phone } : {}),
  };
}
