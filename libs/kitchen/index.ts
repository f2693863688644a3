export * from './core/kitchen.api.js';
