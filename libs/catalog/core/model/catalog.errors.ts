import { conflict, DomainError, type FieldFault, notFound, ruleBroken } from '#libs/kernel';

import { cleanBarcode, hasWrongCheckDigit } from './barcode.js';

export const productNotFound = () => notFound('product', 'PRODUCT_NOT_FOUND');
export const categoryNotFound = () => notFound('category', 'CATEGORY_NOT_FOUND');
export const menuNotFound = () => notFound('menu', 'MENU_NOT_FOUND');
export const scheduleNotFound = () => notFound('schedule', 'SCHEDULE_NOT_FOUND');
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

/** For a code under which an outlet sells nothing: the scanner misread it, or nobody knows it. `faults` where it is one of several. */
export const barcodeNotSold = (code: string, faults: readonly FieldFault[] = []) =>
  hasWrongCheckDigit(cleanBarcode(code)) ? barcodeInvalid(faults) : barcodeUnknown(faults);

const barcodeUnknown = (faults: readonly FieldFault[]) =>
  new DomainError('not_found', 'BARCODE_UNKNOWN', 'This outlet sells nothing with this barcode.', {}, faults);

const barcodeInvalid = (faults: readonly FieldFault[]) =>
  new DomainError(
    'rule_broken',
    'BARCODE_INVALID',
    'The last digit does not fit the other digits of this barcode. Scan it again.',
    {},
    faults,
  );

export const categoryNotEmpty = (products: number) =>
  conflict(
    'CATEGORY_NOT_EMPTY',
    `The category still has ${products} products. Move them with ?reassign_to=<category id>, or delete them first.`,
    { products },
  );

export const categoryCycle = () =>
  ruleBroken('CATEGORY_CYCLE', 'A category cannot be below itself, nor below one that is below it.');

export const categoryTooDeep = (levels: number) =>
  ruleBroken('CATEGORY_TOO_DEEP', `Categories go ${levels} levels deep at most.`, { levels });

export const currencyRequired = () =>
  ruleBroken(
    'CURRENCY_REQUIRED',
    'There is no outlet yet to take the currency from. Say currency, or open an outlet first.',
  );

export const fixedField = (field: 'outlet_id' | 'currency') =>
  ruleBroken('FIELD_FIXED', `The ${field} of a product cannot change. Make another product instead.`, { field });

export const variantRequired = ({ id, name }: { readonly id: string; readonly name: string }) =>
  ruleBroken('VARIANT_REQUIRED', `${name} comes in variants. Choose one of them.`, { product_id: id });

/** `field` as the request calls it. */
export const fieldOfParent = (field: string) =>
  ruleBroken('FIELD_OF_PARENT', `The ${field} of a variant is its parent's. Change it there.`, { field });

export const categoryElsewhere = () =>
  ruleBroken('CATEGORY_ELSEWHERE', 'The category belongs to another outlet than the product.');

export const stockNeedsOutlet = () =>
  ruleBroken(
    'STOCK_NEEDS_OUTLET',
    'No outlet sells this product, so its stock has no place. Open an outlet of its currency first.',
  );
