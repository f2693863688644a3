import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { OutletsFacade } from '../../../outlets/core/outlets.facade.js';
import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { InMemoryOutletRepository } from '../../../outlets/testing/in-memory-outlet.repository.js';
import { aCashPayment, aPayment } from '../../testing/a-payment.js';
import { aTender } from '../../testing/a-tender.js';
import { type PaymentWorld, paymentWorld } from '../../testing/payment-world.js';
import type { Payment } from '../model/payment.js';
import type { Tender, TenderFields } from '../model/tender.js';
import { PaymentQueries } from '../payments.ports.js';
import { OutletTenders } from '../services/outlet-tenders.js';
import { PaymentsByHand } from '../services/payments-by-hand.js';
import { CancelPayment } from './cancel-payment.js';
import { ClosePayments } from './close-payments.js';
import { ConfirmPayment } from './confirm-payment.js';
import { CreateTender } from './create-tender.js';
import { DeleteTender } from './delete-tender.js';
import { RefundBill } from './refund-bill.js';
import { TakeTender } from './take-tender.js';
import { UpdateTender } from './update-tender.js';

const outlet = anOutlet({ timeZone: 'Asia/Jakarta', businessDayCutoff: '04:00' });
let world: PaymentWorld;
let outlets: OutletsFacade;
let admin: UserActor;
let shiftId: string;

beforeEach(async () => {
  world = paymentWorld();
  const rows = new InMemoryOutletRepository();
  await rows.insert(outlet);
  outlets = new OutletsFacade(rows, world.clock);
  admin = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  world = { ...world, payable: { ...world.payable, outletId: outlet.id } };
  shiftId = newId();
  world.drawer.shifts.set(world.cashier.id, shiftId);
});

const taking = (tender: Tender, more: object = {}) =>
  new TakeTender(world.payments, world.drawer, world.bookkeeping, outlets, world.clock, world.tips).execute({
    payable: world.payable,
    tender,
    amount: 10_000,
    actor: world.cashier,
    ...more,
  });
const stored = async (id: string): Promise<Payment> => {
  const payment = await world.payments.find('all', id);
  if (!payment) throw new Error('It is gone');
  return payment;
};

describe('taking a payment by tender', () => {
  it('records what was seen, in the shift of the taker, on the business date', async () => {
    // 03:30 in Jakarta: the day before, by the cutoff.
    world.clock.set(new Date('2026-03-02T20:30:00Z'));
    const tender = aTender({ outletId: outlet.id, fiscalCode: '03' });
    const { id } = await taking(tender, { reference: '004711', last4: '4242', cardType: 'CREDIT' });

    expect((await stored(id)).view).toMatchObject({
      method: 'card_terminal',
      status: 'PAID',
      amount: 10_000,
      appliedAmount: 10_000,
      gateway: null,
      reference: '004711',
      shiftId,
      tender: {
        id: tender.id,
        name: tender.name,
        fiscalCode: '03',
        day: '2026-03-02',
        last4: '4242',
        cardType: 'CREDIT',
      },
    });
    expect(world.drawer.entries).toMatchObject([{ type: 'SALE', cash: 0, paymentId: id }]);
  });

  it('is PENDING, and pays nothing yet, where the money has to be seen', async () => {
    const { id } = await taking(aTender({ outletId: outlet.id, method: 'bank_transfer', confirm: 'LATER' }));

    expect((await stored(id)).view).toMatchObject({ status: 'PENDING', appliedAmount: 0, paidAt: null });
  });

  it('needs a shift unless the tender needs none, and a member of staff', async () => {
    world.drawer.shifts.clear();

    await expect(taking(aTender())).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
    expect(await taking(aTender({ needsShift: false }))).toMatchObject({ shiftId: null });
    const guest = { kind: 'guest', id: newId(), role: 'GUEST', outletId: outlet.id, tableId: newId() } as const;
    await expect(taking(aTender(), { actor: guest })).rejects.toMatchObject({ code: 'TENDER_AT_THE_TILL' });
  });

  it('books a slip once a day and tender', async () => {
    const tender = aTender();
    await taking(tender, { reference: '1' });

    await expect(taking(tender, { reference: '1' })).rejects.toMatchObject({ code: 'REFERENCE_TAKEN' });
    await taking(tender, { reference: '2' });
    await taking(aTender(), { reference: '1' });
    world.clock.set(new Date(world.clock.now().getTime() + 86_400_000));
    await taking(tender, { reference: '1' });
  });
});

describe('a payment that waits to be seen', () => {
  const kept = { get: async (_: unknown, id: string) => ({ payment: (await stored(id)).view, refunds: [] }) };
  const queries = kept as Partial<PaymentQueries> as PaymentQueries;
  const decided = (verb: 'confirm' | 'cancel', paymentId: string, actor: UserActor = world.cashier) => {
    const byHand = new PaymentsByHand(world.payments, world.payables, world.unitOfWork);
    const { bookkeeping, billPayments, audit, clock } = world;
    return verb === 'confirm'
      ? new ConfirmPayment(byHand, queries, bookkeeping, billPayments, audit, clock).execute({ actor, paymentId })
      : new CancelPayment(byHand, queries, bookkeeping, audit).execute({ actor, paymentId });
  };
  const waiting = async (more: object = {}) =>
    (await taking(aTender({ method: 'bank_transfer', confirm: 'LATER' }), more)).id;
  beforeEach(() => {
    world.cashier = { ...world.cashier, outletIds: [outlet.id] };
    world.drawer.shifts.set(world.cashier.id, shiftId);
  });

  it('pays the bill when it is confirmed, in the shift that its taker has open, else in that of who saw it', async () => {
    const [id, other] = [await waiting(), await waiting({ amount: 500 })];
    world.payables.due = 10_500;

    expect(await decided('confirm', id)).toMatchObject({ payment: { status: 'PAID', appliedAmount: 10_000, shiftId } });
    expect(world.payables.told).toContainEqual(['captured', 10_000]);
    world.drawer.shifts.clear();
    const theirs = newId();
    world.drawer.shifts.set(admin.id, theirs);
    expect(await decided('confirm', other, admin)).toMatchObject({ payment: { shiftId: theirs } });
    expect(world.audit.entries).toMatchObject([
      { action: 'payment.confirmed', subjectId: id, details: { amount: 10_000 } },
      { action: 'payment.confirmed', subjectId: other },
    ]);
  });

  it('is late where the bill needs less by then', async () => {
    const id = await waiting();
    world.payables.due = 4_000;

    expect(await decided('confirm', id)).toMatchObject({ payment: { amount: 10_000, appliedAmount: 4_000 } });
  });

  it('is free again when it is cancelled, and its slip too', async () => {
    const id = await waiting({ reference: '7' });

    expect(await decided('cancel', id)).toMatchObject({ payment: { status: 'CANCELLED' } });
    expect(world.payables.told).toContainEqual(['failed', id]);
    expect(world.audit.entries).toMatchObject([{ action: 'payment.cancelled', subjectId: id }]);
  });

  it('is decided once, and nothing else is decided by hand', async () => {
    const id = await waiting();
    await decided('cancel', id);

    for (const verb of ['confirm', 'cancel'] as const) {
      await expect(decided(verb, id)).rejects.toMatchObject({ code: 'PAYMENT_NOT_OPEN' });
      await expect(decided(verb, newId())).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
      const pix = await world.opened({ payable: world.payable });
      await expect(decided(verb, pix.view.id)).rejects.toMatchObject({ code: 'PAYMENT_FIXED' });
    }
    const stranger = { ...world.cashier, outletIds: [newId()] };
    const foreign = await waiting();
    await expect(decided('confirm', foreign, stranger)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });

  it('ends with its bill, which a gateway’s charge is given up for', async () => {
    const id = await waiting();
    const pix = await world.opened({ payable: world.payable });
    const ending = new RefundBill(world.billPayments, world.requests);

    expect(await ending.execute({ payable: world.payable, reason: 'void', actor: world.cashier })).toBe(0);
    expect((await stored(id)).view).toMatchObject({ status: 'CANCELLED', isGivenUp: false });
    expect((await world.again(pix)).view).toMatchObject({ isGivenUp: true });
  });

  it('is passed over when an online order ends, which asks whether somebody is paying', async () => {
    const id = await waiting();
    const { billPayments, sync, payable } = world;
    await new ClosePayments(billPayments, sync).execute({ outletId: payable.outletId, payableId: payable.id });

    expect((await stored(id)).view).toMatchObject({ status: 'PENDING' });
    expect(await billPayments.live(payable.outletId, payable.id)).toHaveLength(1);
  });

  it('is never given up for money that came otherwise, and refuses what there is no room for', async () => {
    const id = await waiting({ amount: 6_000 });
    const { billPayments, payable } = world;

    await billPayments.makeRoom(payable.outletId, payable.id, 0);
    expect((await stored(id)).view).toMatchObject({ status: 'PENDING', isGivenUp: false });
    const room = { room: 5_000, taken: 5_000 };
    await expect(billPayments.makeRoomFor(payable.outletId, payable.id, room)).rejects.toMatchObject({
      code: 'ITEMS_TAKEN',
      details: { amount_free: 4_000, payments: [{ payment_id: id }] },
    });
    await billPayments.makeRoomFor(payable.outletId, payable.id, { room: 6_000, taken: 4_000 });
  });
});

describe('giving back what was paid by a tender', () => {
  const refund = (paymentId: string, more: object = {}) => {
    return world.refundPayment.execute({ actor: admin, paymentId, reason: 'cold', ...more });
  };
  const taken = async (given: Partial<Tender> = {}, more: object = {}) => {
    const tender = aTender({ outletId: outlet.id, ...given });
    await world.tenders.insert(tender);
    return taking(tender, more);
  };

  it('is done at once and to the unit, in the refunder’s shift or the taker’s, with a reference of its own', async () => {
    world.payables.coin = 500;
    const { id, tender } = await taken();
    const back = await refund(id, { amount: 123, reference: 'REV 1' });

    expect(back).toMatchObject({
      status: 'DONE',
      amount: 123,
      rounding: 0,
      reference: 'REV 1',
      shiftId,
      tenderId: tender?.id,
    });
    expect(world.payables.told).toContainEqual(['refunded', 123, 0, null]);
    const own = newId();
    world.drawer.shifts.set(admin.id, own);
    expect(await refund(id)).toMatchObject({ amount: 9_877, shiftId: own });
    await expect(refund(id)).rejects.toMatchObject({ code: 'REFUND_TOO_LARGE' });
    expect(world.drawer.entries.filter(({ cash }) => cash !== 0)).toEqual([]);
  });

  it('is refused by a tender that gives nothing back, and done by one that was deleted', async () => {
    const { id } = await taken({ refundable: false });
    await expect(refund(id)).rejects.toMatchObject({ code: 'REFUND_TENDER_CLOSED' });
    const { id: other, tender } = await taken({ name: 'Gone' });
    const gone = await world.tenders.ever(outlet.id, tender?.id ?? '');
    if (gone) await world.tenders.remove(gone);

    expect(await refund(other)).toMatchObject({ status: 'DONE' });
  });

  it('needs no shift where the tender needs none', async () => {
    const { id } = await taken({ needsShift: false });
    world.drawer.shifts.clear();

    expect(await refund(id)).toMatchObject({ shiftId: null });
    const { id: other } = await taken({ name: 'Other', needsShift: true }).catch(() => ({ id: '' }));
    expect(other).toBe('');
  });

  it('has no reference where cash or a gateway gives it back', async () => {
    const cash = aCashPayment({ payable: world.payable, userId: world.cashier.id });
    await world.payments.add(cash);
    const pix = await world.paid({ payable: world.payable });

    for (const { view } of [cash, pix]) {
      await expect(refund(view.id, { reference: '1' })).rejects.toMatchObject({ code: 'REFERENCE_UNEXPECTED' });
    }
    expect(aPayment().view.tender).toBeNull();
  });
});

describe('changing tenders', () => {
  const { id: _, outletId: __, version: ___, createdAt: ____, updatedAt: _____, ...fields } = aTender();
  const create = (more: Partial<TenderFields> = {}, outletId = outlet.id, actor = admin) =>
    new CreateTender(world.tenders, outlets, world.audit, world.unitOfWork, world.clock).execute({
      actor,
      outletId,
      fields: { ...fields, ...more },
    });
  const update = (id: string, changes: Partial<TenderFields>, version?: number, actor = admin) =>
    new UpdateTender(world.tenders, world.audit, world.unitOfWork, world.clock).execute({
      actor,
      id,
      changes,
      version,
    });
  const remove = (id: string, version?: number, actor = admin) =>
    new DeleteTender(world.tenders, world.audit, world.unitOfWork, world.clock).execute({ actor, id, version });

  it('leaves an audit entry behind, and shows those of the outlet in order', async () => {
    const { id } = await create({ name: 'B' });
    const first = await create({ name: 'C', position: -1 });
    await update(id, { name: 'D' });
    await update(id, { name: 'D' });
    await remove(first.id);

    expect(world.audit.entries).toMatchObject([
      { action: 'tender.created', subjectType: 'tender', subjectId: id, outletId: outlet.id },
      { action: 'tender.created', subjectId: first.id },
      { action: 'tender.updated', subjectId: id, details: { name: 'D', fields: ['name'] } },
      { action: 'tender.deleted', subjectId: first.id, details: { name: 'C' } },
    ]);
    const shown = await new OutletTenders(world.tenders, outlets).of(admin, outlet.id);
    expect(shown).toMatchObject([{ id, name: 'D', version: 2 }]);
  });

  it('takes a name once in an outlet, and again once it is free', async () => {
    const { id } = await create();
    const taken = { code: 'TENDER_NAME_TAKEN' };

    await expect(create({ name: fields.name.toUpperCase() })).rejects.toMatchObject(taken);
    const other = await create({ name: 'Other' });
    await expect(update(other.id, { name: fields.name })).rejects.toMatchObject(taken);
    await remove(id, 1);
    await update(other.id, { name: fields.name });
  });

  it('refuses an old version, and what is unknown or of elsewhere', async () => {
    const { id } = await create();
    await update(id, { position: 4 });
    const stranger: UserActor = { ...admin, role: 'SUPERVISOR', outletIds: [newId()] };
    const [stale, missing] = [{ code: 'VERSION_CONFLICT' }, { code: 'TENDER_NOT_FOUND' }];

    await expect(update(id, { position: 5 }, 1)).rejects.toMatchObject(stale);
    await expect(remove(id, 1)).rejects.toMatchObject(stale);
    await expect(update(id, { position: 5 }, 2, stranger)).rejects.toMatchObject(missing);
    await expect(remove(newId())).rejects.toMatchObject(missing);
    await expect(create({ name: 'X' }, newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    await expect(create({ name: 'X' }, outlet.id, stranger)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });
});
