export * from './core/coupon-terms.js';
export * from './core/promotions.api.js';
