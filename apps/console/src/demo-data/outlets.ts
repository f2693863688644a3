import { demoId } from './demo-id.js';

export const CAFE_ID = demoId('outlet', 'kopi-comanda');
export const SHOP_ID = demoId('outlet', 'comanda-paulista');

/** Rates in hundredths of a percent, amounts in the currency's smallest unit, as in the tables. */
export const OUTLETS = [
  {
    id: CAFE_ID,
    name: 'Kopi Comanda',
    country: 'ID',
    currency: 'IDR',
    locale: 'id',
    time_zone: 'Asia/Jakarta',
    business_day_cutoff: '04:00',
    tax_rate: 1000,
    tax_inclusive: true,
    service_charge_rate: 0,
    cash_rounding: 100,
    order_prefix: 'JKT',
    cash_difference_limit: 20_000,
    address: 'Jl. Kemang Raya No. 12, Jakarta Selatan 12730',
    phone: '+62 21 5550 1212',
    tax_number: '01.234.567.8-901.000',
    payment_methods: ['cash', 'midtrans'],
  },
  {
    id: SHOP_ID,
    name: 'Comanda Paulista',
    country: 'BR',
    currency: 'BRL',
    locale: 'pt-BR',
    time_zone: 'America/Sao_Paulo',
    business_day_cutoff: '04:00',
    tax_rate: 1800,
    tax_inclusive: true,
    service_charge_rate: 0,
    cash_rounding: 5,
    order_prefix: 'SPA',
    cash_difference_limit: 1_000,
    address: 'Av. Paulista, 1578 - Bela Vista, São Paulo - SP, 01310-200',
    phone: '+55 11 5550-1578',
    tax_number: '11.222.333/0001-81',
    payment_methods: ['cash', 'pix', 'credit_card'],
  },
] as const;

const AREAS = [
  { area: 'Teras', seats: 2, numbers: [1, 2, 3] },
  { area: 'Dalam', seats: 4, numbers: [4, 5, 6, 7, 8, 9] },
  { area: 'Lantai 2', seats: 6, numbers: [10, 11, 12] },
] as const;

/** The café's; the shop has a counter only. */
export const TABLES = AREAS.flatMap(({ area, seats, numbers }) =>
  numbers.map((number) => ({
    id: demoId('table', `kopi-comanda/${number}`),
    outlet_id: CAFE_ID,
    name: `Meja ${number}`,
    area,
    seats,
  })),
);

export const tableNumber = (number: number): (typeof TABLES)[number] => {
  const table = TABLES[number - 1];
  if (!table) throw new RangeError(`There is no table ${number}`);
  return table;
};
