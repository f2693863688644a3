/** The words of orders that tickets use as they are. */
export { ORDER_STATUSES, ORDER_TYPES, type OrderStatus, type OrderType } from '#libs/ordering';
