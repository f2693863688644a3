export * from './core/outlets.api.js';
export * from './core/reasons.api.js';
