export const reasons = {
  hint: 'What staff choose from when they say why. In words they can always say it.',
  add: 'Add a reason',
  none: 'No reasons yet: staff say why in words.',
  kind: 'What it is for',
  kinds: {
    VOID: 'Void',
    COMP: 'On the house',
    DISCOUNT: 'Discount',
    PRICE: 'Price by hand',
    REFUND: 'Refund',
    NO_SALE: 'Drawer without a sale',
    WASTE: 'Waste',
    REOPEN: 'Bill opened again',
  },
  needsNote: 'More words are needed with it',
};
