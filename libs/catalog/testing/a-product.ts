import { newProduct, type Product, type ProductDraft, type ProductHome } from '../core/model/product.js';

export const CAFE: ProductHome = { outletId: '01900000-0000-7000-8000-00000000cafe', currency: 'IDR' };
export const NOON = new Date('2025-11-21T12:00:00Z');

/** A product of one outlet, as small as it can be. */
export const aProduct = (draft: Partial<ProductDraft> = {}, home: Partial<ProductHome> = {}): Product =>
  newProduct({ ...CAFE, ...home }, { name: 'Es Kopi Susu', price: 28_000, ...draft }, NOON);
