import type { Caller } from './caller.js';
import type { MenuCard } from './menu-card.js';
import type { Tablet } from './tablet.js';

/** A customer of the online shop, at home. */
export interface Shopper {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly cpf: string;
  readonly caller: Caller;
  /** The shop's page in their browser: it hears of their orders alone. */
  readonly browser: Tablet;
  readonly menu: MenuCard;
  readonly address: Address;
}

export interface Address {
  readonly id: string;
  readonly recipient: string | null;
  readonly street: string;
  readonly postal_code: string;
}

export interface Delivery {
  readonly carrier: string;
  readonly service: string;
  readonly price_cents: number;
  readonly days: number;
  /** True for the last good word of a carrier that does not answer. */
  readonly stale?: boolean;
}
