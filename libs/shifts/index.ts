export { SHIFT_STATUSES, type ShiftStatus } from './core/shift.js';
export type { ShiftReport } from './core/shift-report.js';
