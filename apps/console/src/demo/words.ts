import { formatMoney } from '#libs/kernel';

/** What the API's answers look like, as far as the story reads them. */
export interface OrderLine {
  readonly id: string;
  readonly product_id: string;
  readonly name: string;
  readonly quantity: number;
  readonly station: string | null;
  readonly status: string;
  readonly total: number;
}

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly payment_status: string;
  readonly items: readonly OrderLine[];
  readonly tax_total: number;
  readonly rounding: number;
  readonly subtotal: number;
  readonly discount_total: number;
  readonly shipping_total: number;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly amount_due: number;
  readonly table_name: string | null;
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly total: number;
  readonly next_cursor?: string | null;
}

export const reais = (amount: number): string => formatMoney(amount, 'BRL', 'pt-BR');
export const rupiah = (amount: number): string => formatMoney(amount, 'IDR', 'id');

/** `2 × Es Kopi Susu, Nasi Goreng`: what an order holds, without what was taken off. */
export const dishes = (
  lines: readonly { readonly name: string; readonly quantity: number; readonly status?: string }[],
) =>
  lines
    .filter(({ status }) => status !== 'VOIDED')
    .map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`))
    .join(', ');

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Every page of a list. */
export async function everyPage<T>(read: (query: string) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let query = 'limit=100'; ;) {
    const page = await read(query);
    rows.push(...page.data);
    if (page.next_cursor) query = `limit=100&after=${encodeURIComponent(page.next_cursor)}`;
    else if (page.next_cursor === undefined && rows.length < page.total) query = `limit=100&offset=${rows.length}`;
    else return rows;
  }
}
