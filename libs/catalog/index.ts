export * from './core/catalog.api.js';
export { StockLevels } from './core/catalog.ports.js';
export { assertAvailable } from './core/model/availability.js';
export { barcodeNotSold, variantRequired } from './core/model/catalog.errors.js';
export * from './core/model/chosen-modifiers.js';
export { APP_CHANNEL, type AppChannel, channelOf, type SalesChannel } from './core/model/menu.js';
export { MOST_SAID, PRE_CODE } from './core/model/pre-modifiers.js';
export * from './core/model/stock-level.js';
