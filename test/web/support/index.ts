export * from './actor.js';
export * from './axe.js';
export * from './bench.js';
export * from './chromium.js';
export * from './fault-proxy.js';
export * from './guest.js';
export * from './kitchen.js';
export * from './site.js';
