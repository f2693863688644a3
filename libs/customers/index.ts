export * from './core/customers.api.js';
export * from './core/purchase-history.js';
