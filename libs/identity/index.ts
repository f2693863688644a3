export * from './core/identity.api.js';
