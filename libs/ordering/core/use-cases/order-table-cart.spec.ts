import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CartApi, TableCartContent } from '#libs/cart';
import { conflict, FixedClock, type GuestActor, newId, ruleBroken } from '#libs/kernel';
import type { TablesApi } from '#libs/tables';

import { PlainUnitOfWork } from '../../../kernel/testing/index.js';
import type { OrderInput } from '../services/order-pricer.js';
import type { JoinOpenBill, PlacedRound } from './join-open-bill.js';
import { OrderTableCart } from './order-table-cart.js';

const NOW = new Date('2026-11-21T05:00:00Z');

describe('ordering what a table has put together', () => {
  const [outletId, sessionId] = [newId(), newId()];
  const actor: GuestActor = { kind: 'guest', role: 'GUEST', sessionId, tableId: newId(), outletId, phone: 'a' };
  const soto: TableCartContent = { id: newId(), productId: newId(), quantity: 2, note: 'hot', modifiers: [] };
  const tea: TableCartContent = { id: newId(), productId: newId(), quantity: 1, note: null, modifiers: [] };
  const placed = { lineIds: [soto.id, tea.id] } as unknown as PlacedRound;
  let acts: string[];
  let orders: OrderInput[];
  let moves: number;
  let order: OrderTableCart;

  beforeEach(() => {
    acts = [];
    orders = [];
    moves = 0;
    const tables = {
      openSession: async (_: unknown, id: string) => ({ id, outletId, tableId: `table ${moves}` }),
      lockOpen: async ({ tableId }: { tableId: string }) => {
        acts.push(`lock ${tableId}`);
        if (moves > 0) {
          moves -= 1;
          throw conflict('TABLE_SESSION_CLOSED', 'It sits elsewhere.');
        }
      },
    } as unknown as TablesApi;
    const carts = {
      takeTable: async (sitting: object, version: number | undefined, at: Date) => {
        acts.push(`take ${JSON.stringify({ ...sitting, version, at })}`);
        if (version === 9) throw ruleBroken('CART_EMPTY', 'The cart is empty.');
        return [soto, tea];
      },
    } as unknown as CartApi;
    const join = {
      execute: async (input: OrderInput) => {
        orders.push(input);
        return placed;
      },
    } as unknown as JoinOpenBill;
    order = new OrderTableCart(tables, carts, join, new PlainUnitOfWork(), new FixedClock(NOW));
  });

  it('keeps the sitting before it takes the cart, and orders its lines by their own ids', async () => {
    expect(await order.execute({ actor, version: 4, expectedTotal: 45_000 })).toBe(placed);

    expect(acts).toEqual(['lock table 0', `take ${JSON.stringify({ outletId, sessionId, version: 4, at: NOW })}`]);
    expect(orders).toEqual([
      {
        actor,
        join: 'OPEN_BILL',
        expectedTotal: 45_000,
        items: [
          { lineId: soto.id, productId: soto.productId, quantity: 2, modifiers: [], note: 'hot' },
          { lineId: tea.id, productId: tea.productId, quantity: 1, modifiers: [] },
        ],
      },
    ]);
  });

  it('finds a party that moves in the same moment where it sits then, and no longer than that', async () => {
    moves = 1;
    await order.execute({ actor });
    expect(acts.slice(0, 2)).toEqual(['lock table 1', 'lock table 0']);

    moves = 2;
    await expect(order.execute({ actor })).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
    expect(orders).toHaveLength(1);
  });

  it('orders nothing when the cart is empty', async () => {
    await expect(order.execute({ actor, version: 9 })).rejects.toMatchObject({ code: 'CART_EMPTY' });
    expect(orders).toEqual([]);
  });
});
