export * from './core/cart.api.js';
