export * from './core/catalog.api.js';
export * from './core/stock-levels.js';
