export * from './core/kitchen-demand.js';
export * from './core/kitchen-work.js';
export * from './core/model/order-status.js';
export type * from './core/model/order-wire.js';
export * from './core/ordering.api.js';
