export * from './core/shipping.api.js';
