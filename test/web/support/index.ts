export * from './actor.js';
export * from './axe.js';
export * from './chromium.js';
export * from './fault-proxy.js';
export * from './site.js';
