import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { Outlet } from '../core/model/outlet.js';
import { OutletRepository, prefixTaken } from '../core/outlets.ports.js';
import { type OutletRow, OutletSchema } from './outlet.schema.js';

const OLDEST_FIRST = { created_at: 'ASC', id: 'ASC' } as const;

@Injectable()
export class TypeOrmOutletRepository extends OutletRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<Outlet | null> {
    if (scope !== 'all' && !scope.includes(id)) return null;
    const row = await this.rows.findOneBy({ id, deleted_at: IsNull() });
    return row && toOutlet(row);
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<Outlet>> {
    const [rows, total] = await this.rows.findAndCount({
      where: within(scope),
      order: OLDEST_FIRST,
      take: limit,
      skip: offset,
    });
    return { data: rows.map(toOutlet), total, limit, offset };
  }

  async all(): Promise<Outlet[]> {
    // Aside: many wait for one reading, and some of them hold the connections that it would otherwise have to wait for.
    const rows = await this.database.aside<OutletRow & Record<string, unknown>>({
      text: 'SELECT * FROM outlets WHERE deleted_at IS NULL ORDER BY created_at, id',
    });
    return rows.map(toOutlet);
  }

  async lockPrefixes(): Promise<ReadonlySet<string>> {
    await this.database.query({
      text: `SELECT pg_advisory_xact_lock(hashtextextended('outlets.prefixes', 0))`,
      values: [],
    });
    const rows = await this.database.query<{ order_prefix: string }>({ text: 'SELECT order_prefix FROM outlets' });
    return new Set(rows.map((row) => row.order_prefix));
  }

  async insert(outlet: Outlet): Promise<void> {
    await withOwnPrefix(this.rows.insert(toRow(outlet)));
  }

  async update(outlet: Outlet): Promise<boolean> {
    const { id, ...columns } = toRow(outlet);
    const before = { id, version: outlet.version - 1, deleted_at: IsNull() };
    const { affected } = await withOwnPrefix(this.rows.update(before, columns));
    return affected === 1;
  }

  async remove(id: string, at: Date): Promise<boolean> {
    const { affected } = await this.rows.update({ id, deleted_at: IsNull() }, { deleted_at: at, updated_at: at });
    return affected === 1;
  }

  private get rows() {
    return this.database.rows(OutletSchema);
  }
}

async function withOwnPrefix<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (violates(error, 'outlets_prefix_once')) throw prefixTaken();
    throw error;
  }
}

const within = (scope: OutletScope): FindOptionsWhere<OutletRow> => ({
  ...(scope !== 'all' && { id: In([...scope]) }),
  deleted_at: IsNull(),
});

const toOutlet = (row: OutletRow): Outlet => ({
  id: row.id,
  name: row.name,
  country: row.country,
  currency: row.currency,
  locale: row.locale,
  timeZone: row.time_zone,
  businessDayCutoff: row.business_day_cutoff,
  taxRate: row.tax_rate,
  taxInclusive: row.tax_inclusive,
  serviceChargeRate: row.service_charge_rate,
  serviceChargeTypes: row.service_charge_types,
  cashRounding: row.cash_rounding,
  orderPrefix: row.order_prefix,
  cashDifferenceLimit: row.cash_difference_limit,
  paymentMethods: row.payment_methods,
  address: row.address,
  taxNumber: row.tax_number,
  phone: row.phone,
  fireOn: row.fire_on,
  maxUnpaidOrders: row.max_unpaid_orders,
  maxPiecesPerLine: row.max_pieces_per_line,
  maxPiecesPerOrder: row.max_pieces_per_order,
  heldStockPercent: row.held_stock_percent,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (outlet: Outlet): Omit<OutletRow, 'deleted_at'> => ({
  id: outlet.id,
  name: outlet.name,
  country: outlet.country,
  currency: outlet.currency,
  locale: outlet.locale,
  time_zone: outlet.timeZone,
  business_day_cutoff: outlet.businessDayCutoff,
  tax_rate: outlet.taxRate,
  tax_inclusive: outlet.taxInclusive,
  service_charge_rate: outlet.serviceChargeRate,
  service_charge_types: [...outlet.serviceChargeTypes],
  cash_rounding: outlet.cashRounding,
  order_prefix: outlet.orderPrefix,
  cash_difference_limit: outlet.cashDifferenceLimit,
  payment_methods: [...outlet.paymentMethods],
  address: outlet.address,
  phone: outlet.phone,
  fire_on: outlet.fireOn,
  max_unpaid_orders: outlet.maxUnpaidOrders,
  max_pieces_per_line: outlet.maxPiecesPerLine,
  max_pieces_per_order: outlet.maxPiecesPerOrder,
  held_stock_percent: outlet.heldStockPercent,
  tax_number: outlet.taxNumber,
  version: outlet.version,
  created_at: outlet.createdAt,
  updated_at: outlet.updatedAt,
});
