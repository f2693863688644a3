import { conflict, DomainError, type FieldFault, notFound, ruleBroken } from '#libs/kernel';

export const productNotFound = () => notFound('product', 'PRODUCT_NOT_FOUND');
export const categoryNotFound = () => notFound('category', 'CATEGORY_NOT_FOUND');
export const outletNotFound = () => notFound('outlet', 'OUTLET_NOT_FOUND');

export const skuTaken = () =>
  conflict('SKU_TAKEN', 'Another product here has this sku already. Choose another, or change that product.');

export const barcodeTaken = (faults: readonly FieldFault[] = []) =>
  new DomainError(
    'conflict',
    'BARCODE_TAKEN',
    'Another product here has this barcode already. Choose another, or change that product.',
    {},
    faults,
  );

export const categoryNotEmpty = (products: number) =>
  conflict(
    'CATEGORY_NOT_EMPTY',
    `The category still has ${products} products. Move them with ?reassign_to=<category id>, or delete them first.`,
    { products },
  );

export const currencyRequired = () =>
  ruleBroken(
    'CURRENCY_REQUIRED',
    'There is no outlet yet to take the currency from. Say currency, or open an outlet first.',
  );

export const fixedField = (field: 'outlet_id' | 'currency') =>
  ruleBroken('FIELD_FIXED', `The ${field} of a product cannot change. Make another product instead.`, { field });

export const categoryElsewhere = () =>
  ruleBroken('CATEGORY_ELSEWHERE', 'The category belongs to another outlet than the product.');

export const stockNeedsOutlet = () =>
  ruleBroken(
    'STOCK_NEEDS_OUTLET',
    'No outlet sells this product, so its stock has no place. Open an outlet of its currency first.',
  );
