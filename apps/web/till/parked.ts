import type { Schemas } from '../shared/api.js';

type Order = Schemas['OrderResponse'];

/** Whether it was put aside, and nobody has taken it up again. */
export const isParked = ({ status, hold_reason: reason }: Pick<Order, 'status' | 'hold_reason'>): boolean =>
  status === 'HELD' && reason === 'PARKED';
