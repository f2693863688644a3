export * from './core/outlets.api.js';
