export * from './core/cash-drawer.js';
export * from './core/payables.js';
export * from './core/payments.api.js';
