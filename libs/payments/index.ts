export * from './core/cash-drawer.js';
export * from './core/intents.api.js';
export * from './core/payables.js';
export type { Payer, Presentation, RawWebhook, WebhookReading } from './core/payment-gateway.js';
export * from './core/payment-news.api.js';
export * from './core/payments.api.js';
