import type { DemoGroup, DemoMenu } from './menu.js';
import { CAFE_ID } from './outlets.js';

const size: DemoGroup = {
  name: 'Ukuran',
  min: 1,
  max: 1,
  options: [
    ['Reguler', 0],
    ['Besar', 6_000],
  ],
};
const sugar: DemoGroup = {
  name: 'Gula',
  min: 0,
  max: 1,
  options: [
    ['Normal', 0],
    ['Sedikit gula', 0],
    ['Tanpa gula', 0],
  ],
};
const coffeeExtras: DemoGroup = {
  name: 'Tambahan',
  min: 0,
  max: 3,
  options: [
    ['Extra shot', 7_000],
    ['Susu oat', 9_000],
    ['Boba', 5_000],
  ],
};
const spice: DemoGroup = {
  name: 'Level pedas',
  min: 1,
  max: 1,
  options: [
    ['Tidak pedas', 0],
    ['Sedang', 0],
    ['Pedas', 0],
  ],
};
const dishExtras: DemoGroup = {
  name: 'Tambahan',
  min: 0,
  max: 4,
  options: [
    ['Telur ceplok', 6_000],
    ['Kerupuk', 4_000],
    ['Ayam suwir', 9_000],
  ],
};

/** Kopi Comanda, Jakarta: 28 products in rupiah. */
export const JAKARTA: DemoMenu = {
  outletId: CAFE_ID,
  currency: 'IDR',
  categories: [
    {
      name: 'Kopi',
      station: 'bar',
      products: [
        {
          sku: 'KSG',
          name: 'Es Kopi Susu Gula Aren',
          price: 24_000,
          cost: 8_500,
          description: 'Espresso, susu segar dan gula aren asli',
          featured: true,
          groups: [size, sugar, coffeeExtras],
        },
        { sku: 'AME', name: 'Americano', price: 22_000, cost: 6_000, groups: [size] },
        { sku: 'CAP', name: 'Cappuccino', price: 29_000, cost: 9_500, featured: true, groups: [size, coffeeExtras] },
        { sku: 'LAT', name: 'Caffè Latte', price: 29_000, cost: 9_500, groups: [size, coffeeExtras] },
        { sku: 'ESP', name: 'Espresso', price: 18_000, cost: 5_000 },
        { sku: 'TUB', name: 'Kopi Tubruk Gayo', price: 18_000, cost: 4_500, groups: [sugar] },
        {
          sku: 'V60',
          name: 'V60 Toraja Sapan',
          price: 36_000,
          cost: 11_000,
          description: 'Seduh manual, rasa rempah dan cokelat',
        },
        {
          sku: 'CBR',
          name: 'Cold Brew Botol',
          price: 32_000,
          cost: 10_000,
          stock: { counted: 18, purchased: 24, threshold: 8 },
        },
      ],
    },
    {
      name: 'Non-kopi',
      station: 'bar',
      products: [
        { sku: 'TTK', name: 'Teh Tarik', price: 20_000, cost: 5_500, groups: [sugar] },
        { sku: 'MAT', name: 'Matcha Latte', price: 31_000, cost: 11_000, groups: [size, sugar] },
        { sku: 'COK', name: 'Cokelat Panas', price: 28_000, cost: 9_000 },
        { sku: 'JNP', name: 'Es Jeruk Nipis', price: 17_000, cost: 4_000, groups: [sugar] },
        { sku: 'WJH', name: 'Wedang Jahe', price: 19_000, cost: 4_500 },
        {
          sku: 'AIR',
          name: 'Air Mineral 600 ml',
          price: 8_000,
          cost: 3_000,
          station: null,
          barcode: '8991002101234',
          stock: { counted: 36, purchased: 48, threshold: 24 },
        },
      ],
    },
    {
      name: 'Makanan',
      station: 'kitchen',
      products: [
        {
          sku: 'NGK',
          name: 'Nasi Goreng Kampung',
          price: 38_000,
          cost: 15_000,
          description: 'Nasi goreng terasi dengan ayam, teri dan sayur',
          featured: true,
          groups: [spice, dishExtras],
        },
        { sku: 'MGJ', name: 'Mie Goreng Jawa', price: 36_000, cost: 14_000, groups: [spice, dishExtras] },
        {
          sku: 'AGS',
          name: 'Ayam Geprek Sambal Matah',
          price: 41_000,
          cost: 17_000,
          groups: [spice, dishExtras],
          stock: { counted: 12, purchased: 30, threshold: 6 },
        },
        { sku: 'SAL', name: 'Soto Ayam Lamongan', price: 34_000, cost: 13_500, groups: [dishExtras] },
        { sku: 'NUK', name: 'Nasi Uduk Komplit', price: 35_000, cost: 14_500, groups: [spice] },
        { sku: 'GDO', name: 'Gado-gado', price: 31_000, cost: 11_000, groups: [spice] },
      ],
    },
    {
      name: 'Camilan',
      station: 'kitchen',
      products: [
        { sku: 'PGK', name: 'Pisang Goreng Keju', price: 24_000, cost: 8_000, featured: true },
        { sku: 'THI', name: 'Tahu Isi', price: 19_000, cost: 6_000 },
        { sku: 'KTG', name: 'Kentang Goreng', price: 26_000, cost: 9_000 },
        { sku: 'CIR', name: 'Cireng Bumbu Rujak', price: 18_000, cost: 5_500 },
      ],
    },
    {
      name: 'Kue dan roti',
      station: null,
      products: [
        {
          sku: 'LPL',
          name: 'Kue Lapis Legit',
          price: 27_000,
          cost: 12_000,
          stock: { counted: 10, purchased: 14, threshold: 5 },
        },
        {
          sku: 'CRO',
          name: 'Croissant Mentega',
          price: 25_000,
          cost: 10_500,
          stock: { counted: 8, purchased: 20, threshold: 6 },
        },
        {
          sku: 'KLP',
          name: 'Klepon isi 6',
          price: 16_000,
          cost: 5_000,
          stock: { counted: 15, purchased: 15, threshold: 5 },
        },
      ],
    },
    {
      name: 'Oleh-oleh',
      station: null,
      products: [
        {
          sku: 'BKG',
          name: 'Biji Kopi Gayo 250 g',
          price: 95_000,
          cost: 52_000,
          barcode: '8991002105678',
          weightGrams: 270,
          stock: { counted: 14, purchased: 20, threshold: 6 },
        },
      ],
    },
  ],
};
