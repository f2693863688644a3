export * from './core/payments.api.js';
export { CashDrawer, type DrawerEntry, Payables } from './core/payments.ports.js';
export { partsTaken } from './core/model/payments.errors.js';
