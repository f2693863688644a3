export * from './accounts.js';
export * from './api.js';
export * from './client.js';
export * from './data-source.js';
export * from './database.js';
export * from './eventually.js';
export * from './redis.js';
export * from './sockets.js';
