import type { Admin, Outlet } from './admin.js';
import type { Product } from './shapes.js';

/** What each sheet of a part of a product is given. */
export interface PartProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  readonly product: Product;
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}
