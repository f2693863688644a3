import { type Call, json, jsonObject, Refusal } from '../../framework/http.js';

/** What `POST /snap/v1/transactions` asks for, checked. */
export interface SnapRequest {
  readonly orderId: string;
  /** Rupiah. */
  readonly amount: number;
  readonly enabledPayments?: readonly string[];
  /** Whether a card's money is only held until the merchant captures it. */
  readonly holdsCards: boolean;
  /** How long a chosen method stays payable, in milliseconds. */
  readonly expiryMs?: number;
  /** When that begins, in milliseconds; when a method is chosen, unless the session says so. */
  readonly expiryStart?: number;
  /** How long the page itself lives, in milliseconds. */
  readonly pageExpiryMs: number;
  readonly finishUrl?: string;
  /** `custom_field1` to `3`, echoed in notifications. */
  readonly customFields: Readonly<Record<string, string>>;
  /** Where notifications go besides, or instead of, the dashboard's address. */
  readonly appended: readonly string[];
  readonly overriding?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const ORDER_ID = /^[A-Za-z0-9\-_~.]{1,50}$/;
const LONGEST_NAME = 50;
const PAGE_LIFE_MS = 24 * 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Snap's way of saying no. */
export const snapError = (status: number, ...messages: string[]): Refusal =>
  new Refusal(json(status, { error_messages: messages }));

export function readSnapRequest(call: Call): SnapRequest {
  const body = jsonObject(call.body);
  if (!body) throw snapError(400, 'The request body is not a JSON object');
  const details = objectOf(body['transaction_details']);
  const faults = [...faultsOfDetails(details), ...faultsOfItems(body['item_details'], details['gross_amount'])];
  const expiryMs = spanOf(body['expiry'], 'expiry', faults);
  const expiryStart = startOf(body['expiry'], faults);
  const pageExpiryMs = spanOf(body['page_expiry'], 'page_expiry', faults);
  const holdsCards = isHold(body['credit_card'], faults);
  if (faults.length > 0) throw snapError(400, ...faults);
  const overriding = urlsOf(call.headers['x-override-notification']);
  return {
    orderId: details['order_id'] as string,
    amount: details['gross_amount'] as number,
    enabledPayments: Array.isArray(body['enabled_payments']) ? body['enabled_payments'].map(String) : undefined,
    holdsCards,
    expiryMs: pageExpiryMs ?? expiryMs,
    expiryStart: pageExpiryMs === undefined ? expiryStart : undefined,
    pageExpiryMs: pageExpiryMs ?? PAGE_LIFE_MS,
    finishUrl: textOf(objectOf(body['callbacks'])['finish']),
    customFields: customFieldsOf(body),
    appended: urlsOf(call.headers['x-append-notification']),
    overriding: overriding.length > 0 ? overriding : undefined,
  };
}

function faultsOfDetails(details: Fields): string[] {
  const { order_id: orderId, gross_amount: amount } = details;
  const faults: string[] = [];
  if (orderId === undefined || orderId === '') faults.push('transaction_details.order_id is required');
  else if (typeof orderId !== 'string' || !ORDER_ID.test(orderId)) {
    faults.push('transaction_details.order_id may have at most 50 letters, digits and -_~.');
  }
  if (amount === undefined) faults.push('transaction_details.gross_amount is required');
  else if (!isWhole(amount)) faults.push('transaction_details.gross_amount must be an integer');
  else if (amount < 1) faults.push('transaction_details.gross_amount must be greater than or equal to 0.01');
  return faults;
}

function faultsOfItems(given: unknown, grossAmount: unknown): string[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return ['item_details must be an array'];
  const items = given.map(objectOf);
  const faults = items.flatMap(({ price, quantity, name }, at) => [
    ...(isWhole(price) ? [] : [`item_details[${at}].price must be an integer`]),
    ...(isWhole(quantity) && quantity >= 1 ? [] : [`item_details[${at}].quantity must be at least 1`]),
    ...(typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME
      ? []
      : [`item_details[${at}].name is required and has at most ${LONGEST_NAME} characters`]),
  ]);
  if (faults.length > 0) return faults;
  const sum = items.reduce((total, { price, quantity }) => total + Number(price) * Number(quantity), 0);
  return sum === grossAmount ? [] : ['transaction_details.gross_amount is not equal to the sum of item_details'];
}

function spanOf(given: unknown, name: string, faults: string[]): number | undefined {
  if (given === undefined) return undefined;
  const { unit, duration } = objectOf(given);
  const unitMs = typeof unit === 'string' ? UNIT_MS[unit.replace(/s$/, '')] : undefined;
  if (unitMs === undefined) faults.push(`${name}.unit must be minute, hour or day`);
  if (!isWhole(duration) || duration < 1) faults.push(`${name}.duration must be an integer of at least 1`);
  return (unitMs ?? 0) * Number(duration);
}

/** `2026-11-20 18:11:08 +0700` */
function startOf(expiry: unknown, faults: string[]): number | undefined {
  const { start_time: given } = objectOf(expiry);
  if (given === undefined) return undefined;
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4})$/.exec(typeof given === 'string' ? given : '') ?? [];
  const start = Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(start)) faults.push('expiry.start_time must be like 2026-11-20 18:11:08 +0700');
  return start;
}

function isHold(card: unknown, faults: string[]): boolean {
  const { type = 'authorize_capture' } = objectOf(card);
  if (type !== 'authorize' && type !== 'authorize_capture') {
    faults.push('credit_card.type must be authorize or authorize_capture');
  }
  return type === 'authorize';
}

function customFieldsOf(body: Fields): Record<string, string> {
  const names = ['custom_field1', 'custom_field2', 'custom_field3'];
  return Object.fromEntries(names.flatMap((name) => (typeof body[name] === 'string' ? [[name, body[name]]] : [])));
}

const urlsOf = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter(Boolean)
    .slice(0, 3);

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const objectOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
