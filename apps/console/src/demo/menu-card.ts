import { StepFailed } from './narrator.js';
import { sumOf } from './words.js';

interface MenuOption {
  readonly id: string;
  readonly name: string;
  readonly price_delta: number;
}

interface MenuProduct {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly available: boolean;
  readonly modifier_groups: readonly { readonly name: string; readonly options: readonly MenuOption[] }[];
}

export interface Menu {
  readonly outlet: { readonly id: string; readonly currency: string };
  readonly categories: readonly { readonly name: string; readonly products: readonly MenuProduct[] }[];
}

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

/** The menu as a guest reads it: wishes are worked out from its prices, and the bill must agree with them. */
export class MenuCard {
  private readonly products: ReadonlyMap<string, MenuProduct>;

  constructor(menu: Menu) {
    this.products = new Map(menu.categories.flatMap(({ products }) => products).map((one) => [one.name, one]));
  }

  get size(): number {
    return this.products.size;
  }

  product(name: string): MenuProduct {
    const found = this.products.get(name);
    if (!found) throw new StepFailed(`${name} is not on the menu`, [...this.products.keys()]);
    return found;
  }

  wish(name: string, choices: readonly string[] = [], quantity = 1, note?: string): Wish {
    const product = this.product(name);
    const offered = product.modifier_groups.flatMap(({ options }) => options);
    const chosen = choices.map((choice) => {
      const option = offered.find((one) => one.name === choice);
      if (!option)
        throw new StepFailed(
          `${name} is not offered with ${choice}`,
          offered.map((one) => one.name),
        );
      return option;
    });
    const price = product.price + sumOf(chosen.map(({ price_delta }) => price_delta));
    return {
      item: {
        product_id: product.id,
        quantity,
        ...(note !== undefined && { note }),
        modifiers: chosen.map(({ id }) => ({ option_id: id })),
      },
      cost: price * quantity,
    };
  }
}

export const costOf = (wishes: readonly Wish[]): number => sumOf(wishes.map(({ cost }) => cost));
