import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';

import { aSale, HER_ADDRESS } from '../../testing/a-sale.js';
import { fiscalWorld } from '../../testing/fiscal-world.js';
import { DEFAULT_SETTINGS } from '../model/fiscal-settings.js';

const ADMIN: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
const HOUR = 3_600_000;

describe('the document of a paid order', () => {
  let world: ReturnType<typeof fiscalWorld>;

  beforeEach(() => {
    world = fiscalWorld();
  });

  const open = ({ outletId, id }: SoldOrder) => world.open.execute({ outletId, orderId: id });
  const refund = async (order: SoldOrder) => {
    world.orders.set(order.id, { ...order, paymentStatus: 'REFUNDED' });
    await world.withdraw.execute({ outletId: order.outletId, orderId: order.id });
  };
  const hold = ({ outletId, id }: SoldOrder) => world.hold.hold({ outletId, orderId: id });
  const placeOf = ({ outletId, id }: SoldOrder) => ({ id: newId(), outletId, orderId: id, reference: id });
  const retry = (order: SoldOrder) => world.retry.execute({ actor: ADMIN, orderId: order.id });
  const status = async (order: SoldOrder) => (await world.document(order)).status;
  const issue = async (order: SoldOrder) => {
    await open(order);
    await world.run();
    return world.document(order);
  };
  const online = () => world.sell({ type: 'ONLINE', customerId: newId() });

  it('is authorised, numbered, and its files are kept', async () => {
    const document = await issue(world.sell());

    expect(document).toMatchObject({ status: 'AUTHORIZED', model: 'NFCE', series: 1, number: 1, filesKept: true });
    expect([...world.files.kept.keys()]).toEqual([`${document.id} XML`, `${document.id} DANFE`]);
  });

  it('is asked for until the authority has decided', async () => {
    world.authority.patience = 4;

    expect(await issue(online())).toMatchObject({ status: 'AUTHORIZED', model: 'NFE', taken: true });
    expect(world.authority.issued).toHaveLength(1);
  });

  it('says where the parcel went, not where its buyer lives', async () => {
    const order = online();
    world.destinations.set(order.id, { ...HER_ADDRESS, recipient: null, city: 'Rio de Janeiro', state: 'RJ' });
    world.settings.kept.set(order.outletId, { ...DEFAULT_SETTINGS, state: 'SP', outletId: order.outletId, version: 1 });

    await issue(order);

    expect(world.authority.issued[0]).toMatchObject({
      destination: 'OTHER_STATE',
      buyer: { address: { city: 'Rio de Janeiro', state: 'RJ' } },
      lines: [{ cfop: '6108' }],
    });
  });

  it('is one however often it is opened, and none for what is not paid, not Brazilian, or issued elsewhere', async () => {
    const order = world.sell();
    await open(order);
    await open(order);
    await open(world.sell({ paymentStatus: 'PARTIALLY_PAID' }));
    const elsewhere = world.sell();
    world.settings.kept.set(elsewhere.outletId, {
      ...DEFAULT_SETTINGS,
      enabled: false,
      outletId: elsewhere.outletId,
      version: 1,
    });
    await open(elsewhere);
    Object.assign(world.outlet, { country: 'PT' });
    await open(world.sell());

    expect(world.documents.kept.size).toBe(1);
  });

  it('is not sent twice when the answer to the first sending was lost', async () => {
    world.authority.weather = 'lost';
    const order = world.sell();
    await open(order);
    await world.run(1);
    expect(await status(order)).toBe('PROCESSING');
    world.authority.weather = 'fine';

    await world.run();

    expect(await status(order)).toBe('AUTHORIZED');
    expect(world.authority.issued).toHaveLength(1);
  });

  it('is sent when a process died between marking it as sent and sending it, with the number it had', async () => {
    world.authority.weather = 'down';
    const order = world.sell();
    await open(order);
    await world.run(3);
    expect(await world.document(order)).toMatchObject({ status: 'PROCESSING', number: 1, code: 'NO_ANSWER' });
    world.authority.weather = 'fine';

    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'AUTHORIZED', number: 1 });
    expect(world.authority.issued).toHaveLength(1);
    // A consumer document of another hour is refused: it says when it was sent at last.
    expect(world.authority.issued[0]?.issuedAt).not.toBe('2026-11-20T12:00:00-03:00');
  });

  it('of the test environment never goes to the real one', async () => {
    world.authority.weather = 'down';
    const order = world.sell();
    await open(order);
    await world.run(2);
    world.authority.weather = 'fine';
    Object.assign(world.provider, { installation: { ...world.provider.installation, environment: 'PRODUCAO' } });

    await world.run();

    expect(await status(order)).toBe('FAILED');
    expect(world.authority.issued).toEqual([]);
  });

  it('waits for a person after three days without an answer, and goes on when they ask', async () => {
    world.authority.weather = 'down';
    const order = world.sell();
    await open(order);
    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'FAILED', code: 'NO_ANSWER', number: 1 });
    expect(world.clock.now().getTime()).toBeGreaterThan(Date.parse('2026-11-23T15:00:00Z'));
    world.authority.weather = 'fine';
    await retry(order);
    await world.run();
    expect(await world.document(order)).toMatchObject({ status: 'AUTHORIZED', number: 1 });
  });

  it('names what is missing and waits, without a number and without trying on its own', async () => {
    const order = world.sell();
    world.taxation.clear();
    expect(await issue(order)).toMatchObject({
      status: 'BLOCKED',
      number: null,
      faults: [{ code: 'NCM_MISSING' }, { code: 'CFOP_MISSING' }],
    });
    expect(world.jobs.waiting).toEqual([]);
    order.lines.forEach(({ productId }) => world.taxation.set(productId, { ncm: '09012100', cfop: '5102' }));

    await retry(order);
    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'AUTHORIZED', number: 1, faults: [] });
    expect(world.audit.entries).toMatchObject([{ action: 'fiscal.retried', details: { status: 'BLOCKED' } }]);
  });

  it('that was rejected keeps its reference and its number when it is sent again', async () => {
    world.authority.rejecting = true;
    const order = world.sell();
    expect(await issue(order)).toMatchObject({ status: 'REJECTED', code: '591', number: 1 });
    expect((await issue(world.sell())).number).toBe(2);
    world.authority.rejecting = false;

    await retry(order);
    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'AUTHORIZED', number: 1 });
    const references = world.authority.issued.map(({ reference }) => reference);
    expect(references[0]).toBe(references[2]);
  });

  it('that was rejected is not taken for rejected again when the answer to its second sending was lost', async () => {
    world.authority.rejecting = true;
    const order = world.sell();
    await issue(order);
    world.authority.rejecting = false;
    world.authority.weather = 'down';
    await retry(order);
    await world.run(1);
    world.authority.weather = 'fine';

    await world.run();

    expect(await status(order)).toBe('AUTHORIZED');
  });

  it('shows what the provider refused, and gives its number back when the sale is refunded', async () => {
    world.authority.refusing = { code: 'certificado_vencido', reason: 'O certificado venceu' };
    const order = world.sell();
    expect(await issue(order)).toMatchObject({ status: 'REJECTED', code: 'certificado_vencido', number: 1 });
    world.authority.refusing = null;

    await refund(order);

    expect(await world.document(order)).toMatchObject({ status: 'WITHDRAWN', number: null, invoice: null });
    expect((await issue(world.sell())).number).toBe(1);
    expect((await issue(world.sell())).number).toBe(2);
  });

  it('is cancelled when the whole sale is refunded, with the proof of it kept', async () => {
    const order = world.sell();
    const { id } = await issue(order);

    await refund(order);
    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'CANCELLED', code: '135', cancellationKept: true });
    expect(world.files.kept.has(`${id} CANCELLATION_XML`)).toBe(true);
    expect(world.authority.cancelled).toHaveLength(1);
  });

  it('is cancelled once although the answer was lost', async () => {
    const order = world.sell();
    await issue(order);
    world.authority.weather = 'lost';
    await refund(order);
    await world.run(1);
    world.authority.weather = 'fine';
    await world.run();

    expect(await status(order)).toBe('CANCELLED');
    expect(world.authority.cancelled).toHaveLength(1);
  });

  it('that is still under way when the sale is refunded is cancelled as soon as it is authorised', async () => {
    world.authority.patience = 3;
    const order = online();
    await open(order);
    await world.run(1);
    await refund(order);

    await world.run();

    expect(await status(order)).toBe('CANCELLED');
  });

  it('waits while its bill is open again, and is issued at what it costs then', async () => {
    const order = world.sell();
    await open(order);
    await hold(order);
    await world.run();
    expect(await world.document(order)).toMatchObject({ status: 'WITHDRAWN', code: 'REOPENED' });
    expect(world.authority.issued).toEqual([]);

    const { lines } = aSale([...order.lines, ...order.lines]);
    world.settle({ ...aSale(lines), id: order.id, outletId: order.outletId });

    expect(await issue(order)).toMatchObject({ status: 'AUTHORIZED', total: order.totalAmount * 2 });
    expect(world.authority.issued).toHaveLength(1);
  });

  it('is not opened for a bill that is open again, by a job that saw it paid', async () => {
    const order = world.sell();
    await hold(order);
    world.orders.set(order.id, { ...order, isReopened: true });
    expect(await issue(order)).toMatchObject({ status: 'WITHDRAWN', code: 'REOPENED' });

    world.orders.set(order.id, order);
    await hold(order);
    expect(await issue(order)).toMatchObject({ status: 'AUTHORIZED' });
  });

  it('is withdrawn for good when the bill that was open again is given back', async () => {
    const order = world.sell();
    await open(order);
    await hold(order);
    await refund(order);
    world.orders.set(order.id, order);

    expect(await issue(order)).toMatchObject({ status: 'WITHDRAWN', code: null });
    expect(world.authority.issued).toEqual([]);
  });

  it('keeps its bill closed once it was sent', async () => {
    const issued = world.sell();
    await issue(issued);
    const [underWay, unanswered] = [world.sell(), world.sell()];
    world.authority.patience = 3;
    await open(underWay);
    await world.run(1);
    await world.ledger.open({ ...(await world.document(issued)), ...placeOf(unanswered), status: 'FAILED' });

    for (const order of [issued, underWay, unanswered]) {
      await expect(hold(order)).rejects.toMatchObject({ code: 'FISCAL_DOCUMENT_ISSUED' });
    }
  });

  it('is never issued when the refund came first, even for a job that saw the order paid', async () => {
    const order = world.sell();
    await refund(order);
    world.orders.set(order.id, order);

    expect(await issue(order)).toMatchObject({ status: 'WITHDRAWN', number: null });
    expect(world.authority.issued).toEqual([]);
  });

  it.each([
    ['NFC-e, half an hour', false, 31 * 60_000],
    ['NF-e, a day', true, 25 * HOUR],
  ])('is left to a person once the time to cancel is over (%s)', async (_, isOnline, later) => {
    const order = isOnline ? online() : world.sell();
    await issue(order);
    world.clock.set(new Date(world.clock.now().getTime() + later));

    await refund(order);
    await world.run();

    expect(await world.document(order)).toMatchObject({ status: 'CANCEL_REFUSED', code: 'WINDOW_PASSED' });
    expect(world.authority.cancelled).toEqual([]);
  });

  it('that the authority would not cancel says why, and may be tried again', async () => {
    const order = world.sell();
    await issue(order);
    world.authority.refusesToCancel = true;
    await refund(order);
    await world.run();
    expect(await world.document(order)).toMatchObject({
      status: 'CANCEL_REFUSED',
      code: '501',
      reason: 'Prazo vencido',
    });
    world.authority.refusesToCancel = false;

    await retry(order);
    await world.run();

    expect(await status(order)).toBe('CANCELLED');
  });

  it('stays when a part of the sale is refunded', async () => {
    const order = world.sell();
    await issue(order);
    world.orders.set(order.id, { ...order, paymentStatus: 'PARTIALLY_REFUNDED' });

    await expect(retry(order)).rejects.toMatchObject({
      code: 'FISCAL_NOTHING_OWED',
      details: { current_status: 'AUTHORIZED' },
    });
  });

  it('takes the provider’s number where it counts, and gives ours back', async () => {
    world.authority.takesOurNumbers = false;

    expect(await issue(world.sell())).toMatchObject({ status: 'AUTHORIZED', number: 1, given: null });
    expect(world.authority.issued[0]).toMatchObject({ number: null, series: null });
  });

  it('counts every series for itself', async () => {
    const numbers = [await issue(world.sell()), await issue(online()), await issue(world.sell())];

    expect(numbers.map(({ model, number }) => [model, number])).toEqual([
      ['NFCE', 1],
      ['NFE', 1],
      ['NFCE', 2],
    ]);
  });

  it('is tried again on request alone where a provider is configured, and only when it is owed', async () => {
    const unpaid = world.sell({ paymentStatus: 'PENDING' });
    await expect(retry(unpaid)).rejects.toMatchObject({ kind: 'conflict', code: 'FISCAL_NOT_ISSUED' });
    const forgotten = world.sell();
    await retry(forgotten);
    await world.run();
    expect(await status(forgotten)).toBe('AUTHORIZED');
    world.provider.authority = null;
    await expect(retry(unpaid)).rejects.toMatchObject({ code: 'FISCAL_PROVIDER_MISSING' });
  });
});
