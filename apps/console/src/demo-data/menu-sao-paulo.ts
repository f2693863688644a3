import type { DemoGroup, DemoMenu } from './menu.js';
import { SHOP_ID } from './outlets.js';

const grind: DemoGroup = {
  name: 'Moagem',
  min: 1,
  max: 1,
  options: [
    ['Em grãos', 0],
    ['Coador de pano', 0],
    ['Prensa francesa', 0],
    ['Espresso', 0],
  ],
};
const milk: DemoGroup = {
  name: 'Leite',
  min: 0,
  max: 1,
  options: [
    ['Integral', 0],
    ['Sem lactose', 150],
    ['De aveia', 350],
  ],
};

/** Comanda Paulista, São Paulo: 12 products in centavos. */
export const SAO_PAULO: DemoMenu = {
  outletId: SHOP_ID,
  currency: 'BRL',
  categories: [
    {
      name: 'Cafés para levar',
      station: null,
      products: [
        {
          sku: 'MOG250',
          name: 'Café Mogiana 250 g',
          price: 4_290,
          cost: 2_350,
          description: 'Torra média, notas de chocolate e caramelo',
          featured: true,
          groups: [grind],
          stock: { counted: 20, purchased: 30, threshold: 8 },
          barcode: '7891234560011',
          weightGrams: 265,
          size: [80, 60, 170],
          ncm: '09012100',
          cfop: '5102',
        },
        {
          sku: 'SDM500',
          name: 'Café Sul de Minas 500 g',
          price: 7_490,
          cost: 4_100,
          groups: [grind],
          stock: { counted: 12, purchased: 20, threshold: 6 },
          barcode: '7891234560028',
          weightGrams: 520,
          size: [100, 70, 240],
          ncm: '09012100',
          cfop: '5102',
        },
        {
          sku: 'DRIP10',
          name: 'Drip Coffee, 10 sachês',
          price: 3_490,
          cost: 1_900,
          stock: { counted: 25, purchased: 25, threshold: 10 },
          barcode: '7891234560035',
          weightGrams: 140,
          size: [120, 60, 140],
          ncm: '09012100',
          cfop: '5102',
        },
      ],
    },
    {
      name: 'Bebidas',
      station: 'bar',
      products: [
        { sku: 'COADO', name: 'Café coado', price: 890, cost: 210, featured: true, ncm: '21011110', cfop: '5102' },
        { sku: 'EXPR', name: 'Café espresso', price: 790, cost: 240, ncm: '21011110', cfop: '5102' },
        {
          sku: 'CAPBR',
          name: 'Cappuccino paulista',
          price: 1_490,
          cost: 430,
          groups: [milk],
          ncm: '21011110',
          cfop: '5102',
        },
        { sku: 'MATE', name: 'Mate gelado com limão', price: 1_190, cost: 280, ncm: '22029900', cfop: '5102' },
      ],
    },
    {
      name: 'Salgados e doces',
      station: 'kitchen',
      products: [
        {
          sku: 'PDQ3',
          name: 'Pão de queijo, 3 unidades',
          price: 1_290,
          cost: 390,
          featured: true,
          ncm: '19059090',
          cfop: '5102',
        },
        {
          sku: 'COX',
          name: 'Coxinha de frango',
          price: 1_090,
          cost: 360,
          stock: { counted: 20, purchased: 40, threshold: 10 },
          ncm: '19022000',
          cfop: '5102',
        },
        { sku: 'PNC', name: 'Pão na chapa', price: 990, cost: 250, ncm: '19059090', cfop: '5102' },
        {
          sku: 'BRIG',
          name: 'Brigadeiro',
          price: 650,
          cost: 190,
          station: null,
          stock: { counted: 40, purchased: 40, threshold: 15 },
          weightGrams: 25,
          size: [40, 40, 40],
          ncm: '18069000',
          cfop: '5102',
        },
      ],
    },
    {
      name: 'Acessórios',
      station: null,
      products: [
        {
          sku: 'CANECA',
          name: 'Caneca Comanda esmaltada',
          price: 5_990,
          cost: 2_800,
          stock: { counted: 10, purchased: 15, threshold: 4 },
          barcode: '7891234560103',
          weightGrams: 320,
          size: [120, 100, 120],
          ncm: '73239400',
          cfop: '5102',
        },
      ],
    },
  ],
};
