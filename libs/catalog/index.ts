export * from './core/available-product.js';
export * from './core/catalog.api.js';
export * from './core/chosen-modifiers.js';
export * from './core/stock-levels.js';
