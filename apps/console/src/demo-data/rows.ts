import { demoId } from './demo-id.js';
import { type DemoCategory, type DemoMenu, type DemoProduct, groupId, optionId, productId } from './menu.js';
import { JAKARTA } from './menu-jakarta.js';
import { SAO_PAULO } from './menu-sao-paulo.js';

/** The menus as flat rows, by table. Everything but the time is the same at every run. */
export function catalogueRows() {
  const menus = [JAKARTA, SAO_PAULO].map(rowsOf);
  return {
    categories: menus.flatMap(({ categories }) => categories),
    products: menus.flatMap(({ products }) => products),
    groups: menus.flatMap(({ groups }) => groups),
    options: menus.flatMap(({ options }) => options),
    stock: menus.flatMap(({ stock }) => stock),
  };
}

function rowsOf(menu: DemoMenu) {
  const items = menu.categories.flatMap((category) => category.products.map((product) => ({ category, product })));
  return {
    categories: menu.categories.map((category, position) => ({
      id: categoryId(menu, category),
      outlet_id: menu.outletId,
      name: category.name,
      position,
      station: category.station,
    })),
    products: items.map(({ category, product }) => productRow(menu, category, product)),
    groups: items.flatMap(({ product }) => groupRows(product)),
    options: items.flatMap(({ product }) => optionRows(product)),
    stock: items.flatMap(({ product }) => stockRows(menu, product)),
  };
}

const categoryId = (menu: DemoMenu, category: DemoCategory): string =>
  demoId('category', `${menu.outletId}/${category.name}`);

function productRow(menu: DemoMenu, category: DemoCategory, product: DemoProduct) {
  return {
    id: productId(product.sku),
    outlet_id: menu.outletId,
    currency: menu.currency,
    sku: product.sku,
    barcode: product.barcode ?? null,
    name: product.name,
    description: product.description ?? null,
    price: product.price,
    cost: product.cost,
    category_id: categoryId(menu, category),
    featured: product.featured ?? false,
    track_stock: product.stock !== undefined,
    low_stock_threshold: product.stock?.threshold ?? null,
    station: product.station === undefined ? category.station : product.station,
    weight_grams: product.weightGrams ?? null,
    width_mm: product.size?.[0] ?? null,
    height_mm: product.size?.[1] ?? null,
    length_mm: product.size?.[2] ?? null,
    ncm: product.ncm ?? null,
    cfop: product.cfop ?? null,
  };
}

const groupRows = ({ sku, groups = [] }: DemoProduct) =>
  groups.map(({ name, min, max }, position) => ({
    id: groupId(sku, name),
    product_id: productId(sku),
    name,
    min,
    max,
    position,
  }));

const optionRows = ({ sku, groups = [] }: DemoProduct) =>
  groups.flatMap((group) =>
    group.options.map(([name, priceDelta], position) => ({
      id: optionId(sku, group.name, name),
      group_id: groupId(sku, group.name),
      name,
      price_delta: priceDelta,
      position,
    })),
  );

/** A level, and the two movements whose sum it is. */
const stockRows = (menu: DemoMenu, { sku, stock }: DemoProduct) =>
  stock
    ? [
        {
          outlet_id: menu.outletId,
          product_id: productId(sku),
          counted: stock.counted,
          purchased: stock.purchased,
          threshold: stock.threshold,
          count_id: demoId('stock-count', sku),
          purchase_id: demoId('stock-purchase', sku),
        },
      ]
    : [];
