import { demoId } from './demo-id.js';

/** An option's name and what it adds to the price. */
export type DemoOption = readonly [name: string, priceDelta: number];

export interface DemoGroup {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly DemoOption[];
}

export interface DemoProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly cost: number;
  readonly description?: string;
  /** Where it is made, when that is not where the category is made; null for what nobody prepares. */
  readonly station?: string | null;
  readonly featured?: boolean;
  /** Counted when the demo's books were opened, and bought since. Without it the stock is not tracked. */
  readonly stock?: { readonly counted: number; readonly purchased: number; readonly threshold: number };
  readonly groups?: readonly DemoGroup[];
  readonly barcode?: string;
  readonly weightGrams?: number;
  /** As it is packed: width, height and length in millimetres. */
  readonly size?: readonly [width: number, height: number, length: number];
  /** What a Brazilian invoice asks for. */
  readonly ncm?: string;
  readonly cfop?: string;
}

export interface DemoCategory {
  readonly name: string;
  readonly station: string | null;
  readonly products: readonly DemoProduct[];
}

export interface DemoMenu {
  readonly outletId: string;
  readonly currency: string;
  readonly categories: readonly DemoCategory[];
}

export const productId = (sku: string): string => demoId('product', sku);
export const groupId = (sku: string, group: string): string => demoId('modifier-group', `${sku}/${group}`);
export const optionId = (sku: string, group: string, option: string): string =>
  demoId('modifier-option', `${sku}/${group}/${option}`);
