export * from './core/customers.api.js';
export { PurchaseHistory, type PurchasesOf } from './core/customers.ports.js';
export type { Purchase, PurchasedItem } from './core/model/purchase.js';
