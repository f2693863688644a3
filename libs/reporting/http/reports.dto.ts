import { ApiProperty } from '@nestjs/swagger';

import type { Page } from '#libs/kernel';
import { PageResponse } from '#libs/platform';

import type { Dashboard } from '../core/model/dashboard.js';
import {
  type Coverage,
  type Grouping,
  GROUPINGS,
  type ProductSales,
  type SalesReport,
} from '../core/model/sales-report.js';

/** Counts, and amounts of one currency in its smallest unit. Which of them a report has depends on what it is grouped by. */
export class FiguresResponse {
  @ApiProperty({ example: 'IDR' })
  currency!: string;
  /** Bills that were paid in full. */
  orders_count?: number;
  /** Pieces on them. */
  items_count?: number;
  payments_count?: number;
  refunds_count?: number;
  /** At menu prices; by cashier or payment method: money taken. */
  gross_sales?: number;
  discounts?: number;
  service_charge?: number;
  /** Included in net_sales. */
  tax?: number;
  shipping?: number;
  /** What rounding cash to the smallest coin added. */
  rounding?: number;
  /** Given back, on the day it was. */
  refunds?: number;
  /** What was billed (or taken) less what was given back. */
  net_sales?: number;
  /** The part of `discounts` that lines had off by themselves. */
  line_discounts?: number;
  /** The part of `discounts` that was on the house. */
  comps?: number;
}

export class SalesRowResponse extends FiguresResponse {
  /** `2025-11-21T13`, `2025-11-21`, `2025-W47`, `2025-11`, an id or a payment method; null: no category, or no cashier (paid online). */
  key!: string | null;
  /** What a person calls it; null for times and payment methods. */
  name!: string | null;
  /** On the one row, of products and categories, that is no product's: shipping, rounding, and refunds of an amount instead of items. */
  not_by_item?: boolean;
}

const NOT_BY_ITEM = { en: 'Not by item', id: 'Tidak per barang', 'pt-BR': 'Sem item' } as const;

export class SalesReportResponse extends PageResponse {
  /** The instant up to which everything is counted. */
  as_of!: string;
  /** The first day of business of the report. */
  from!: string;
  to!: string;
  @ApiProperty({ enum: GROUPINGS, enumName: 'Grouping' })
  group_by!: Grouping;
  data!: SalesRowResponse[];
  /** Over all rows, a line a currency. */
  totals!: FiguresResponse[];

  static from(
    report: SalesReport & Coverage,
    grouping: Grouping,
    page: { limit: number; offset: number },
    language: keyof typeof NOT_BY_ITEM,
  ): SalesReportResponse {
    return {
      as_of: report.asOf.toISOString(),
      ...report.period,
      group_by: grouping,
      data: report.rows.map(({ isNotByItem, ...row }) =>
        isNotByItem ? { ...row, name: NOT_BY_ITEM[language], not_by_item: true } : row,
      ),
      totals: [...report.totals],
      total: report.total,
      limit: page.limit,
      offset: page.offset,
    };
  }
}

export class BestSellerResponse {
  /** From 1, over all pages. */
  rank!: number;
  product_id!: string | null;
  sku!: string | null;
  name!: string | null;
  category_id!: string | null;
  quantity!: number;
  gross_sales!: number;
  discounts!: number;
  net_sales!: number;
  @ApiProperty({ example: 'IDR' })
  currency!: string;

  static from(product: ProductSales, rank: number): BestSellerResponse {
    return {
      rank,
      product_id: product.key,
      sku: product.sku,
      name: product.name,
      category_id: product.category_id,
      quantity: product.items_count ?? 0,
      gross_sales: product.gross_sales ?? 0,
      discounts: product.discounts ?? 0,
      net_sales: product.net_sales ?? 0,
      currency: product.currency,
    };
  }
}

export class BestSellersResponse extends PageResponse {
  /** The instant up to which everything is counted. */
  as_of!: string;
  from!: string;
  to!: string;
  data!: BestSellerResponse[];

  static from({ asOf, period, data, ...page }: Page<ProductSales> & Coverage): BestSellersResponse {
    return {
      as_of: asOf.toISOString(),
      ...period,
      data: data.map((product, i) => BestSellerResponse.from(product, page.offset + i + 1)),
      total: page.total,
      limit: page.limit,
      offset: page.offset,
    };
  }
}

export class LowStockRowResponse {
  outlet_id!: string;
  outlet_name!: string;
  product_id!: string;
  sku!: string | null;
  name!: string;
  stock!: number;
  low_stock_threshold!: number;
}

export class LowStockResponse extends PageResponse {
  /** The emptiest first. */
  data!: LowStockRowResponse[];
}

export class OpenBillsResponse {
  @ApiProperty({ example: 'IDR' })
  currency!: string;
  count!: number;
  amount_due!: number;
}

export class DashboardResponse {
  /** The instant up to which everything is counted. */
  as_of!: string;
  /** The latest day of business among the outlets; each counts its own today. */
  date!: string;
  /** A line a currency. */
  today!: FiguresResponse[];
  yesterday!: FiguresResponse[];
  /** Today by outlet, largest first. */
  outlets!: SalesRowResponse[];
  /** Today by payment method. */
  payments!: SalesRowResponse[];
  /** Today's five by pieces. */
  best_sellers!: BestSellerResponse[];
  /** Bills that are not paid in full yet. */
  open_bills!: OpenBillsResponse[];
  open_shifts!: number;
  low_stock_count!: number;

  static from(dashboard: Dashboard): DashboardResponse {
    return {
      as_of: dashboard.asOf.toISOString(),
      date: dashboard.date,
      today: [...dashboard.today],
      yesterday: [...dashboard.yesterday],
      outlets: [...dashboard.outlets],
      payments: [...dashboard.payments],
      best_sellers: dashboard.bestSellers.map((product, i) => BestSellerResponse.from(product, i + 1)),
      open_bills: [...dashboard.openBills],
      open_shifts: dashboard.openShifts,
      low_stock_count: dashboard.lowStockCount,
    };
  }
}
