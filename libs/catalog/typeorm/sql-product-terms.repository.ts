import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { ProductTermsRepository } from '../core/catalog.ports.js';
import type { MenuSlot } from '../core/model/menu.js';
import type { OutletTerms } from '../core/model/outlet-terms.js';
import type { ListedPrice } from '../core/model/price-list.js';
import type { OutletProductRow, ProductPriceRow } from './outlet-terms.schema.js';
import { type MenuSlotJson, toSlot } from './sql-menu-slots.js';
import { PRICE_SLOTS, toOutletTerms } from './sql-outlet-terms.js';

const COLUMNS = 'outlet_id, product_id, price, name, visible, station, tax_rate, option_prices, version';

type Reading = Omit<OutletProductRow, 'updated_at'> & Record<string, unknown>;

@Injectable()
export class SqlProductTermsRepository extends ProductTermsRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(outletId: string, productId: string): Promise<OutletTerms | null> {
    const [row] = await this.database.query<Reading>({
      text: `SELECT ${COLUMNS} FROM outlet_products WHERE product_id = $1 AND outlet_id = $2`,
      values: [productId, outletId],
    });
    return row ? toOutletTerms(row) : null;
  }

  async priced(productId: string): Promise<OutletTerms[]> {
    const rows = await this.database.query<Reading>({
      text: `SELECT ${COLUMNS} FROM outlet_products WHERE product_id = $1 AND price IS NOT NULL ORDER BY outlet_id`,
      values: [productId],
    });
    return rows.map(toOutletTerms);
  }

  async save(terms: OutletTerms, at: Date): Promise<void> {
    const { outletId, productId, price, name, visible, station, taxRate, optionPrices, version } = terms;
    const written = await this.database.execute({
      text: `INSERT INTO outlet_products AS kept (${COLUMNS}, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)
             ON CONFLICT (product_id, outlet_id) DO UPDATE
               SET price = excluded.price, name = excluded.name, visible = excluded.visible, station = excluded.station,
                   tax_rate = excluded.tax_rate, option_prices = excluded.option_prices, version = excluded.version,
                   updated_at = excluded.updated_at
               WHERE kept.version = excluded.version - 1`,
      values: [outletId, productId, price, name, visible, station, taxRate, JSON.stringify(optionPrices), version, at],
    });
    if (written !== 1) throw new Error('What an outlet has of its own was changed without the lock of its product');
  }

  async prices(productId: string): Promise<ListedPrice[]> {
    const rows = await this.database.query<Omit<ProductPriceRow, 'product_id' | 'position'> & Record<string, unknown>>({
      text: `SELECT outlet_id, channel, schedule_id, price FROM product_prices WHERE product_id = $1 ORDER BY position`,
      values: [productId],
    });
    return rows.map((row) => ({
      outletId: row.outlet_id,
      channel: row.channel,
      scheduleId: row.schedule_id,
      price: row.price,
    }));
  }

  async replacePrices(productId: string, prices: readonly ListedPrice[]): Promise<void> {
    await this.database.execute({ text: `DELETE FROM product_prices WHERE product_id = $1`, values: [productId] });
    if (prices.length === 0) return;
    const rows = prices.map(({ outletId, channel, scheduleId, price }, position) => ({
      ...{ position, outlet_id: outletId, channel, schedule_id: scheduleId, price },
    }));
    await this.database.execute({
      text: `INSERT INTO product_prices (product_id, position, outlet_id, channel, schedule_id, price)
             SELECT $1, position, outlet_id, channel, schedule_id, price FROM jsonb_to_recordset($2::jsonb)
               AS given(position integer, outlet_id uuid, channel text, schedule_id uuid, price bigint)`,
      values: [productId, JSON.stringify(rows)],
    });
  }

  async unknownSchedules(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<{ id: string }>({
      text: `SELECT given.id FROM unnest($1::uuid[]) AS given (id)
             WHERE NOT EXISTS (SELECT FROM outlets_schedules s WHERE s.id = given.id)`,
      values: [ids],
    });
    return rows.map(({ id }) => id);
  }

  async slots(): Promise<MenuSlot[]> {
    const rows = await this.database.query<{ slot: MenuSlotJson }>({
      name: 'catalog.price-slots',
      text: PRICE_SLOTS,
      values: [],
    });
    return rows.map(({ slot }) => toSlot(slot));
  }
}
