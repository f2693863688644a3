import { ApiProperty } from '@nestjs/swagger';

import { type Actor, isStaff } from '#libs/kernel';

import type { CategoryView } from '../core/catalog.ports.js';
import { namedIn } from '../core/model/in-language.js';
import { GUEST_ORDERS, type GuestOrders, type Menu } from '../core/services/menu-views.js';
import { ProductResponse } from './product.responses.dto.js';

/** How the guest page looks. */
export class MenuThemeResponse {
  /** `#rrggbb`; null for the page's own colour. */
  @ApiProperty({ type: String, nullable: true, example: '#0b6b4f' })
  accent!: string | null;
  @ApiProperty({ type: String, nullable: true })
  logo_url!: string | null;
}

export class MenuOutletResponse {
  id!: string;
  name!: string;
  currency!: string;
  locale!: string;
  time_zone!: string;
  /** Percent: 10 is 10 %. */
  tax_rate!: number;
  /** Whether prices include the tax. */
  tax_inclusive!: boolean;
  /** Percent. */
  service_charge_rate!: number;
  /** The types of orders that the service charge is taken on. */
  service_charge_types!: string[];
  /** What guests may pay with here: `cash`, and gateways' methods. */
  payment_methods!: string[];
  /** When what a guest orders at a table reaches the kitchen. */
  @ApiProperty({ enum: GUEST_ORDERS })
  guest_orders!: GuestOrders;
  @ApiProperty({ type: () => MenuThemeResponse })
  theme!: MenuThemeResponse;
  /** The languages that the guest page offers. */
  languages!: string[];
  /** The tips that the guest page offers, in whole percent. */
  tip_presets!: number[];
}

export class MenuCategoryResponse {
  /** Null for the last one: products without a category. */
  @ApiProperty({ type: String, nullable: true })
  id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  /** The category that it is below, which comes before it. Absent at the top. */
  @ApiProperty({ required: false, format: 'uuid' })
  parent_id?: string;
  /** How far below the top, which is 0. Absent where no category is below another. */
  depth?: number;
  products!: ProductResponse[];
}

export class MenuResponse {
  outlet!: MenuOutletResponse;
  /** In the order of the menu; hidden and empty ones are not there. */
  categories!: MenuCategoryResponse[];
  /** When it will be another one although nobody changes it, as far as is known: a menu begins or ends, or something comes back. Absent where that is not known. */
  changes_at?: Date;

  static from(this: void, { outlet, sections }: Menu, reader: Actor | undefined, language?: string): MenuResponse {
    return {
      outlet: {
        id: outlet.id,
        name: outlet.name,
        currency: outlet.currency,
        locale: outlet.locale,
        time_zone: outlet.timeZone,
        tax_rate: outlet.taxRate / 100,
        tax_inclusive: outlet.taxInclusive,
        service_charge_rate: outlet.serviceChargeRate / 100,
        service_charge_types: [...outlet.serviceChargeTypes],
        payment_methods: [...outlet.paymentMethods],
        guest_orders: outlet.guestOrders,
        theme: { accent: outlet.themeAccent, logo_url: outlet.themeLogoUrl },
        languages: [...outlet.languages],
        tip_presets: [...outlet.tipPresets],
      },
      categories: sections.map(({ category, products, depth }) => ({
        id: category?.id ?? null,
        name: category ? nameFor(category, reader, language) : null,
        ...(category?.parentId !== undefined && { parent_id: category.parentId }),
        ...(depth !== undefined && { depth }),
        products: products.map((product) => ProductResponse.from(product, reader, language)),
      })),
    };
  }
}

/** Staff read the name itself. */
const nameFor = (category: CategoryView, reader: Actor | undefined, language: string | undefined): string =>
  reader && isStaff(reader) ? category.name : namedIn(category, language).name;
