import { ExchangeOrder } from './core/use-cases/exchange-order.js';
import { ReopenOrder } from './core/use-cases/reopen-order.js';
import { SettleOrder } from './core/use-cases/settle-order.js';
import { ReopenController } from './http/reopen.controller.js';

/** What happens with settled bills whose guests come back. */
export const RETURN_PROVIDERS = [ExchangeOrder, ReopenOrder, SettleOrder];

export const RETURN_CONTROLLERS = [ReopenController];
