// What nobody waits for: loaded after everything else.
import { keepReceipts } from './receipts.js';

export { TableCart } from './table-cart.js';

keepReceipts();
