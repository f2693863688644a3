export * from './core/order-status.js';
export type * from './core/order-wire.js';
export * from './core/ordering.api.js';
