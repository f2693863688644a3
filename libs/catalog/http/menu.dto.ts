import { ApiProperty } from '@nestjs/swagger';

import type { Actor } from '#libs/kernel';

import type { Menu } from '../core/services/menu-views.js';
import { ProductResponse } from './product.responses.dto.js';

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
}

export class MenuCategoryResponse {
  /** Null for the last one: products without a category. */
  @ApiProperty({ type: String, nullable: true })
  id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  products!: ProductResponse[];
}

export class MenuResponse {
  outlet!: MenuOutletResponse;
  /** In the order of the menu; hidden and empty ones are not there. */
  categories!: MenuCategoryResponse[];

  static from(this: void, { outlet, sections }: Menu, reader: Actor | undefined): MenuResponse {
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
      },
      categories: sections.map(({ category, products }) => ({
        id: category?.id ?? null,
        name: category?.name ?? null,
        products: products.map((product) => ProductResponse.from(product, reader)),
      })),
    };
  }
}
