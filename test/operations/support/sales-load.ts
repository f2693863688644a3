import { setTimeout as delay } from 'node:timers/promises';

import { newId } from '#libs/kernel';

import type { Shop, TestProduct } from '../../support/index.js';

export interface SalesLoad {
  /** Requests that were sent so far. */
  readonly sent: number;
  /** Ends it once what is in hand is answered. */
  stop(): Promise<SalesReport>;
}

export interface SalesReport {
  /** Ids of the orders that a server said were placed. */
  readonly placed: readonly string[];
  readonly paid: readonly string[];
  /** What a client must never see: any answer but success, and any connection that broke. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
  readonly perSecond: number;
}

/** Requests of one sale: place, bump, pay, read. */
const REQUESTS = 4;
/** Sales in hand at most: a machine that is too slow for the load sells less, as a shop does, and nothing piles up. */
const TILLS = 6;

/**
 * Sells over `url`, so many requests a second if the machine does them: orders are placed, bumped, paid in cash and read. Nothing is
 * repeated, since nothing should have to be. The cashier's shift is open.
 */
export function startSelling(url: string, shop: Shop, product: TestProduct, perSecond: number): SalesLoad {
  const [placed, paid, faults]: string[][] = [[], [], []];
  const inHand = new Set<Promise<void>>();
  const began = performance.now();
  let [sent, slowestMs] = [0, 0];

  async function ask<T>(method: string, path: string, token: string, body?: object): Promise<T | undefined> {
    const started = performance.now();
    const since = Math.round(started - began);
    sent += 1;
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as T;
      faults?.push(`${method} ${path} at ${since} ms: ${response.status} ${text.slice(0, 300)}`);
    } catch (error) {
      const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string };
      faults?.push(`${method} ${path} at ${since} ms: ${code ?? String(error)}`);
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - started);
    }
    return undefined;
  }

  async function sell(): Promise<void> {
    const { waiter, kitchen, cashier } = shop.accounts;
    const items = [{ product_id: product.id, quantity: 1 }];
    const order = await ask<{ id: string }>('POST', '/orders', waiter.token, {
      id: newId(),
      outlet_id: shop.outletId,
      items,
    });
    if (!order) return;
    placed?.push(order.id);
    await ask('PATCH', `/orders/${order.id}/status`, kitchen.token, { status: 'COOKING' });
    if (await ask('POST', `/orders/${order.id}/pay`, cashier.token, { method: 'cash' })) paid?.push(order.id);
    await ask('GET', `/orders/${order.id}`, waiter.token);
  }

  const timer = setInterval(
    () => {
      if (inHand.size >= TILLS) return;
      const sale = sell();
      inHand.add(sale);
      void sale.finally(() => inHand.delete(sale));
    },
    (1000 * REQUESTS) / perSecond,
  );

  return {
    get sent() {
      return sent;
    },
    stop: async () => {
      clearInterval(timer);
      while (inHand.size > 0) await Promise.race([Promise.all(inHand), delay(60_000)]);
      const seconds = (performance.now() - began) / 1000;
      return {
        placed: placed ?? [],
        paid: paid ?? [],
        faults: faults ?? [],
        slowestMs: Math.round(slowestMs),
        perSecond: Math.round(sent / seconds),
      };
    },
  };
}
