export * from './core/reporting.api.js';
