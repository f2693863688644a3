export * from './core/model/kitchen-demand.js';
export * from './core/model/kitchen-work.js';
export * from './core/model/order-status.js';
export type * from './core/model/order-wire.js';
export * from './core/ordering.api.js';
export { SaleInvoices } from './core/ordering.ports.js';
