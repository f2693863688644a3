export * from './core/inventory.api.js';
