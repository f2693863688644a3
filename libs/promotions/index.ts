export * from './core/model/coupon-terms.js';
export * from './core/promotions.api.js';
