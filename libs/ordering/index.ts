export * from './core/order-status.js';
export * from './core/ordering.api.js';
