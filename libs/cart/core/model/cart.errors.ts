import { conflict, DomainError, forbidden, notFound, ruleBroken } from '#libs/kernel';

export const cartNotFound = () => notFound('cart', 'CART_NOT_FOUND');
export const cartItemNotFound = () => notFound('item in the cart', 'CART_ITEM_NOT_FOUND');
export const cartItemNotYours = () =>
  forbidden('CART_ITEM_NOT_YOURS', 'Another phone put this into the table’s cart. It can be changed there.');
export const productNotFound = () => notFound('product', 'PRODUCT_NOT_FOUND');

export const cartEmpty = () => ruleBroken('CART_EMPTY', 'The cart is empty.');

/** It was filled further between the look and the order. */
export const cartChanged = () =>
  conflict('CART_CHANGED', 'The cart was changed meanwhile. Look at it and order again.');

export const cartFull = (most: number) => ruleBroken('CART_FULL', `A cart holds ${most} different items at most.`);

export const quantityTooLarge = (most: number) =>
  ruleBroken('QUANTITY_TOO_LARGE', `A cart holds ${most} pieces of one item at most.`, { maximum: most });

export const cartOfAnotherOutlet = (outletId: string) =>
  conflict('CART_OF_ANOTHER_OUTLET', 'The cart is for another outlet: order it, or empty it first.', {
    outlet_id: outletId,
  });

export const cartLineAmbiguous = (ids: readonly string[]) =>
  conflict('CART_LINE_AMBIGUOUS', 'The product is there with several choices: name the line by its own id.', {
    item_ids: ids,
  });

export const outletRequired = (outletIds: readonly string[]) =>
  new DomainError(
    'invalid',
    'OUTLET_REQUIRED',
    'Several outlets sell this: say which, by outlet_id.',
    { outlet_ids: outletIds },
    [{ pointer: '/outlet_id', code: 'REQUIRED', message: 'outlet_id is required' }],
  );

export const insufficientStock = (product: { id: string; name: string }, requested: number, available: number) =>
  conflict(
    'INSUFFICIENT_STOCK',
    available > 0 ? `Only ${available} of ${product.name} left.` : `There is no ${product.name} left.`,
    { items: [{ product_id: product.id, requested, available }] },
  );
