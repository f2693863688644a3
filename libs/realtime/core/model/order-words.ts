/** The statuses that a tablet may ask for, and that it may say it has seen. */
export { ORDER_STATUSES, type OrderStatus } from '#libs/ordering';
