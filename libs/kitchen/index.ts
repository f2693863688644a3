export * from './core/kitchen.api.js';
export type * from './core/model/ticket-wire.js';
