/** What a guest comes to after reading the menu: loaded once that is on the screen. */
export { CartView } from './cart-view.js';
export { PaySheet } from './pay-sheet.js';
export { ProductSheet } from './product-sheet.js';
export { loadMore } from './load-more.js';
export { TableView } from './table-view.js';
