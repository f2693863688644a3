export * from './core/tables.api.js';
export { type SittingBills, TableBills } from './core/tables.ports.js';
