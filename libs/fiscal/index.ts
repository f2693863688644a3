export * from './core/fiscal.api.js';
export { FISCAL_STATUSES, type FiscalStatus } from './core/model/fiscal-document.js';
export { FISCAL_MODELS, type FiscalModel } from './core/model/invoice.js';
