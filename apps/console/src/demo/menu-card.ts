import { productId } from '../demo-data/menu.js';
import { JAKARTA } from '../demo-data/menu-jakarta.js';
import { SAO_PAULO } from '../demo-data/menu-sao-paulo.js';
import { StepFailed } from './narrator.js';
import { sumOf } from './words.js';

interface MenuOption {
  readonly id: string;
  readonly name: string;
  readonly price_delta: number;
  readonly available: boolean;
}

export interface MenuProduct {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly available: boolean;
  readonly station: string | null;
  readonly stock_level: 'IN' | 'LOW' | 'OUT';
  readonly modifier_groups: readonly {
    readonly name: string;
    readonly min: number;
    readonly max: number;
    readonly options: readonly MenuOption[];
  }[];
}

export interface Menu {
  readonly outlet: { readonly id: string; readonly currency: string };
  readonly categories: readonly { readonly name: string; readonly products: readonly MenuProduct[] }[];
}

/** What the kitchen runs out of in the story. */
export const SOLD_OUT: readonly string[] = ['Gado-gado', 'Kentang Goreng'];

/** What goes into an order's `items`, and what the card says that it costs. */
export interface Wish {
  readonly item: {
    readonly product_id: string;
    readonly quantity: number;
    readonly note?: string;
    readonly modifiers: readonly { readonly option_id: string }[];
  };
  readonly cost: number;
}

/**
 * The menu as a guest reads it, whatever has become of it since it was seeded: wishes are worked out from its prices, and the bill must agree
 * with them. What is gone, sold out or made elsewhere by now is replaced by something from the same station.
 */
export class MenuCard {
  private readonly products: readonly MenuProduct[];
  /** What was wished for so far: a stand-in is something else. */
  private readonly wished = new Set<string>();
  private readonly standIns = new Set<string>();

  constructor(menu: Menu) {
    const all = menu.categories.flatMap(({ products }) => products);
    // What was seeded has all that an invoice and a carrier ask for: it stands in first.
    this.products = [...all.filter(({ id }) => SEEDED.has(id)), ...all.filter(({ id }) => !SEEDED.has(id))];
  }

  get size(): number {
    return this.products.length;
  }

  /** The product of that name, or what stands in for it. */
  product(name: string): MenuProduct {
    const station = STATIONS.get(name);
    const fits = (one: MenuProduct) => isOnSale(one) && (station === undefined || one.station === station);
    const named = this.products.find((one) => one.name === name && fits(one) && !this.standIns.has(one.id));
    // Where everything was wished for already, the guests want one of it again.
    const found =
      named ??
      this.products.find((one) => fits(one) && this.mayStandIn(one)) ??
      this.products.find((one) => fits(one) && !SOLD_OUT.includes(one.name));
    if (!found) throw new StepFailed(`Neither ${name} nor anything like it is on the menu`, this.names());
    this.wished.add(found.id);
    if (!named) this.standIns.add(found.id);
    return found;
  }

  /** `choices` count as far as the product is offered with them; what it cannot do without is chosen for the guest. */
  wish(name: string, choices: readonly string[] = [], quantity = 1, note?: string): Wish {
    return wishFor(this.product(name), choices, quantity, note);
  }

  private mayStandIn({ id, name }: MenuProduct): boolean {
    return !this.wished.has(id) && !SOLD_OUT.includes(name);
  }

  private names(): string[] {
    return this.products.map((one) => one.name);
  }
}

export function wishFor(product: MenuProduct, choices: readonly string[] = [], quantity = 1, note?: string): Wish {
  const chosen = product.modifier_groups.flatMap(({ min, max, options }) => {
    const offered = options.filter(({ available }) => available);
    const wanted = offered.filter((option) => choices.includes(option.name)).slice(0, max);
    const others = offered.filter((option) => !wanted.includes(option));
    return [...wanted, ...others.slice(0, Math.max(0, min - wanted.length))];
  });
  return {
    item: {
      product_id: product.id,
      quantity,
      ...(note !== undefined && { note }),
      modifiers: chosen.map(({ id }) => ({ option_id: id })),
    },
    cost: (product.price + sumOf(chosen.map(({ price_delta }) => price_delta))) * quantity,
  };
}

const isOnSale = ({ available, stock_level }: MenuProduct): boolean => available && stock_level !== 'OUT';

const CARDS = [JAKARTA, SAO_PAULO].flatMap(({ categories }) => categories);
/** Where each seeded product is made, by name. */
const STATIONS: ReadonlyMap<string, string | null> = new Map(
  CARDS.flatMap(({ station, products }) =>
    products.map((one) => [one.name, one.station === undefined ? station : one.station] as const),
  ),
);
const SEEDED: ReadonlySet<string> = new Set(CARDS.flatMap(({ products }) => products.map(({ sku }) => productId(sku))));

export const costOf = (wishes: readonly Wish[]): number => sumOf(wishes.map(({ cost }) => cost));
