export * from './core/tables.api.js';
export type { SittingBills } from './core/model/sitting-bills.js';
export { TableBills } from './core/tables.ports.js';
