import { EntitySchema } from 'typeorm';

/** Only written and read in SQL; named here so that the migrations are held to them. */
const count = { type: 'bigint' } as const;
/** Of what was sold of a product, and of whole bills. */
const goods = {
  items_count: count,
  gross_sales: count,
  discounts: count,
  line_discounts: count,
  comps: count,
  service_charge: count,
  tax: count,
  billed: count,
} as const;
const bills = {
  ...goods,
  orders_count: count,
  shipping: count,
  rounding: count,
  refunds_count: count,
  refunds: count,
} as const;
/** Rows that a sum is made of: none is left of a sum that has none. */
const parts = { parts: count } as const;

export const ReportCursorSchema = new EntitySchema({
  name: 'ReportCursor',
  tableName: 'report_cursor',
  columns: { id: { type: 'smallint', primary: true }, last_seq: count },
});

export const ReportFactSchema = new EntitySchema({
  name: 'ReportFact',
  tableName: 'report_facts',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
  },
});

export const ReportSalesSchema = new EntitySchema({
  name: 'ReportSales',
  tableName: 'report_sales',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    business_date: { type: 'date', primary: true },
    hour: { type: 'smallint', primary: true },
    currency: { type: 'text', primary: true },
    ...bills,
  },
});

export const ReportProductSalesSchema = new EntitySchema({
  name: 'ReportProductSales',
  tableName: 'report_product_sales',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    business_date: { type: 'date', primary: true },
    product_id: { type: 'uuid', primary: true },
    currency: { type: 'text', primary: true },
    ...goods,
  },
});

/** Sales of nothing, each as it was counted, since they may change. */
export const ReportFreeSalesSchema = new EntitySchema({
  name: 'ReportFreeSales',
  tableName: 'report_free_sales',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    order_id: { type: 'uuid', primary: true },
    sale: { type: 'jsonb' },
    products: { type: 'jsonb' },
  },
});

export const ReportPaymentsSchema = new EntitySchema({
  name: 'ReportPayments',
  tableName: 'report_payments',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    business_date: { type: 'date', primary: true },
    method: { type: 'text', primary: true },
    cashier_id: { type: 'uuid', nullable: true },
    currency: { type: 'text', primary: true },
    payments_count: count,
    taken: count,
    rounding: count,
    refunds_count: count,
    refunds: count,
  },
});

/** Kept by triggers on report_sales. */
export const ReportDaysSchema = new EntitySchema({
  name: 'ReportDays',
  tableName: 'report_days',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    business_date: { type: 'date', primary: true },
    currency: { type: 'text', primary: true },
    ...parts,
    ...bills,
  },
});

/** Kept by triggers on report_sales. */
export const ReportHoursOfAllSchema = new EntitySchema({
  name: 'ReportHoursOfAll',
  tableName: 'report_hours_of_all',
  columns: {
    business_date: { type: 'date', primary: true },
    hour: { type: 'smallint', primary: true },
    currency: { type: 'text', primary: true },
    ...parts,
    ...bills,
  },
});

/** Kept by triggers on report_product_sales. */
export const ReportProductMonthsOfAllSchema = new EntitySchema({
  name: 'ReportProductMonthsOfAll',
  tableName: 'report_product_months_of_all',
  columns: {
    month: { type: 'date', primary: true },
    product_id: { type: 'uuid', primary: true },
    currency: { type: 'text', primary: true },
    ...parts,
    ...goods,
  },
});
