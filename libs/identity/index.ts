export * from './core/identity.api.js';
export * from './core/services/duties.js';
export * from './core/services/personal-data.js';
