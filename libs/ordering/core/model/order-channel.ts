import { channelOf, type SalesChannel } from '#libs/catalog';

export { APP_CHANNEL, type AppChannel } from '#libs/catalog';
import { type Actor, forbidden, isStaff } from '#libs/kernel';

import type { OrderState } from './order-state.js';

/** Throws `FORBIDDEN` (403) for a guest or a customer who says through what they order. */
export function assertMaySayChannel(actor: Actor | null, channel: string | undefined): void {
  if (channel === undefined || (actor && isStaff(actor))) return;
  throw forbidden('FORBIDDEN', 'Only staff say through what an order came.');
}

/** At whose prices somebody adds to an order: an app's order stays one, and on any other each buys as they do. */
export const channelOn = ({ channel }: Pick<OrderState, 'channel'>, actor: Actor): SalesChannel =>
  channel?.startsWith('APP:') ? channel : channelOf(actor);

/** Of an order of before channels were kept, what its maker buys through. */
export function soldThrough({ channel, placedBy }: Pick<OrderState, 'channel' | 'placedBy'>): SalesChannel {
  if (channel !== null) return channel;
  if (placedBy.kind === 'guest') return 'TABLE';
  return placedBy.role === 'CUSTOMER' ? 'ONLINE' : 'COUNTER';
}
