import { describe, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { newId, type UserActor } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';
import type { PaymentsApi, PaymentView } from '#libs/payments';

import { aCafe, aDish, anOrderAt, paidInCash } from '../../testing/a-receipt.js';
import type { Order } from '../model/order.js';
import type { OrderDraft } from '../model/order-state.js';
import type { OrderRepository, OrderScope } from '../ordering.ports.js';
import { receiptOf } from '../../presentation/receipt.js';
import { Receipts } from './receipts.js';

const NAMES = new Map([
  ['wayan', 'Wayan'],
  ['siti', 'Siti Rahma'],
  ['budi', 'Budi the customer'],
]);
const waiter: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [aCafe.id] };

const placedBy = (id: string, role: 'WAITER' | 'CUSTOMER'): Partial<OrderDraft> => ({
  placedBy: { kind: 'user', id, role },
});

/** Answers each of the reads in turn, and the last one from then on. */
function aTill(reads: readonly { order: Order; payments: readonly PaymentView[] }[]) {
  let read = -1;
  const scopes: OrderScope[] = [];
  const current = () => reads[Math.min(read, reads.length - 1)]!;
  const orders = {
    get: async (_: string, scope: OrderScope) => {
      scopes.push(scope);
      read++;
      return current().order;
    },
  } as Partial<OrderRepository> as OrderRepository;
  const payments = { ofPayable: async () => [...current().payments] } as Partial<PaymentsApi> as PaymentsApi;
  const outlets = { get: async () => aCafe } as Partial<OutletsApi> as OutletsApi;
  const identity = {
    namesOf: async (ids: readonly string[]) => new Map([...NAMES].filter(([id]) => ids.includes(id))),
  } as Partial<IdentityApi> as IdentityApi;
  const receipts = new Receipts(orders, payments, outlets, identity);
  const show = async (by: Parameters<Receipts['sourcesOf']>[0]) => receiptOf(await receipts.sourcesOf(by));
  return { show, scopes, reads: () => read + 1 };
}

describe('Showing a receipt', () => {
  it('names the waiter who took the order and the cashier who took the money last', async () => {
    const order = anOrderAt(aCafe, [aDish()], placedBy('wayan', 'WAITER'));
    const payments = [
      paidInCash(order, { amount: 1000, createdBy: 'wayan' }),
      paidInCash(order, { createdBy: 'siti' }),
    ];

    const receipt = await aTill([{ order, payments }]).show({ actor: waiter, orderId: order.view.id });

    expect(receipt).toMatchObject({ servedBy: 'Wayan', cashier: 'Siti Rahma', kind: 'RECEIPT' });
  });

  it('names no customer and no guest', async () => {
    const order = anOrderAt(aCafe, [aDish()], placedBy('budi', 'CUSTOMER'));
    const payments = [paidInCash(order)];

    const receipt = await aTill([{ order, payments }]).show({ actor: waiter, orderId: order.view.id });

    expect(receipt).toMatchObject({ servedBy: null, cashier: null });
  });

  it('names nobody as the cashier of what was paid online, and whoever took cash beside it', async () => {
    const shown = async (online: Partial<PaymentView>, ...cash: Partial<PaymentView>[]) => {
      const order = anOrderAt(aCafe, [aDish()], placedBy('budi', 'CUSTOMER'));
      const byCard = { method: 'credit_card', gateway: 'stripe', createdBy: 'budi', shiftId: null, ...online };
      const payments = [...cash.map((given) => paidInCash(order, given)), paidInCash(order, byCard)];
      return (await aTill([{ order, payments }]).show({ actor: waiter, orderId: order.view.id })).cashier;
    };

    expect(await shown({})).toBeNull();
    expect(await shown({}, { amount: 1000, createdBy: 'siti' })).toBe('Siti Rahma');
    expect(await shown({ createdBy: 'siti', shiftId: newId() })).toBe('Siti Rahma');
  });

  it('reads again when money came in between the two reads', async () => {
    const before = anOrderAt(aCafe, [aDish()]);
    const after = anOrderAt(aCafe, [aDish()]);
    const payments = [paidInCash(after)];
    const till = aTill([
      { order: before, payments },
      { order: after, payments },
    ]);

    const receipt = await till.show({ actor: waiter, orderId: after.view.id });

    expect(till.reads()).toBe(2);
    expect(receipt).toMatchObject({ kind: 'RECEIPT', amountDue: 0, paidTotal: receipt.total });
  });

  it('looks for a guest’s receipt in their own session alone', async () => {
    const order = anOrderAt(aCafe, [aDish()]);
    const till = aTill([{ order, payments: [] }]);
    const actor = { kind: 'guest', role: 'GUEST', sessionId: 's', tableId: 't', outletId: aCafe.id } as const;

    await till.show({ actor, orderId: order.view.id });

    expect(till.scopes).toEqual([{ outlets: [aCafe.id], sessionId: 's' }]);
  });
});
