export * from './core/payments.api.js';
export {
  CashDrawer,
  type DrawerEntry,
  type Means,
  Payables,
  type RetenderEntry,
  type ShiftEntry,
} from './core/payments.ports.js';
export { partsTaken, tipToUnknown } from './core/model/payments.errors.js';
