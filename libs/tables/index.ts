export * from './core/tables.api.js';
