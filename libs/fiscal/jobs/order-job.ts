import type { NewEvent } from '#libs/kernel';

export interface OrderPayload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly order_id: string;
}

/** One job of a kind per order, however often the event is told. */
export function orderJob({ outletId, payload: { order_id: orderId } }: NewEvent<{ readonly order_id: string }>) {
  if (outletId === null) return null;
  return { key: orderId, payload: { outlet_id: outletId, order_id: orderId } satisfies OrderPayload };
}
