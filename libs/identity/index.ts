export * from './core/account-mail.api.js';
export * from './core/accounts.api.js';
export * from './core/customer-accounts.api.js';
export * from './core/duties.js';
export * from './core/identity.api.js';
export * from './core/personal-data.js';
