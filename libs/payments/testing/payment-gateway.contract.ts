import { expect, it } from '@jest/globals';

import type { ChargeOutcome, ChargeRequest, ChargeState, Presentation, RawWebhook } from '../core/model/charge.js';
import type { PaymentGateway } from '../core/payments.ports.js';
import { aChargeRequest, aRefund, keyOf } from './a-charge.js';

/** A gateway with somebody who pays there. */
export interface GatewayWorld {
  readonly gateway: PaymentGateway;
  readonly currency: string;
  readonly presentation: Presentation['kind'];
  /** Whether it can be asked of a charge that nobody has begun to pay (Snap cannot), and shows it again. */
  readonly knowsUnpaid: boolean;
  pay(paymentId: string, amount?: number): Promise<void>;
  /** Charges that were ever opened there. */
  charges(): Promise<number>;
  /** Lets a refund that was accepted come to its end. */
  letTimePass(): Promise<void>;
  /** The webhooks sent since the start, oldest first. */
  webhooks(): Promise<RawWebhook[]>;
}

const AMOUNT = 26_000;

/** What every gateway does, the fake one too. */
export function paymentGatewayContract(world: () => GatewayWorld): void {
  const opened = async (given: Partial<ChargeRequest> = {}) => {
    const { gateway, currency } = world();
    const request = aChargeRequest({ amount: AMOUNT, currency, ...given });
    const outcome = await gateway.create(request);
    if (outcome.kind !== 'opened') throw new Error(`not opened: ${JSON.stringify(outcome)}`);
    return { request, ...outcome };
  };
  const paid = async () => {
    const charge = await opened();
    await world().pay(charge.request.paymentId);
    return charge;
  };
  const stateOf = async (request: ChargeRequest, reference: string | null = null): Promise<ChargeState | null> => {
    const found = await world().gateway.fetch(keyOf(request, { reference }));
    if (found.kind === 'no_answer') throw new Error(`no answer: ${found.reason}`);
    return found.kind === 'found' ? found.state : null;
  };

  it('opens a charge that waits for its payer, and shows what the payer needs', async () => {
    const { request, state, presentation } = await opened();
    const { presentation: kind, currency } = world();

    expect(presentation.kind).toBe(kind);
    expect(Object.values(presentation).every((text) => text !== '')).toBe(true);
    const pending = { status: 'PENDING', amount: AMOUNT, currency, refundedAmount: 0, paidAt: null, review: null };
    expect(state).toMatchObject(pending);
    if (!world().knowsUnpaid) return expect(await stateOf(request)).toBeNull();
    expect(await stateOf(request)).toMatchObject({ ...pending, reference: state.reference });
    const again = await world().gateway.fetch(keyOf(request, { reference: state.reference }));
    expect(again).toMatchObject({ kind: 'found', presentation });
  });

  it('opens one charge however often and however parallel it is asked for with the same payment id', async () => {
    const { request, presentation } = await opened();
    const again = await Promise.all([1, 2, 3].map(() => world().gateway.create(request)));

    for (const outcome of again) {
      if (outcome.kind === 'opened') expect(outcome.presentation).toEqual(presentation);
      else expect(outcome.kind).toMatch(world().knowsUnpaid ? /no_answer/ : /exists/);
    }
    expect(await world().gateway.create(request)).toMatchObject({ state: { status: 'PENDING' } });
    expect(await world().charges()).toBe(1);
  });

  it('tells that a charge is paid, by our id alone and by its reference, also when it is opened once more', async () => {
    const { request, state } = await paid();

    for (const reference of [null, state.reference]) {
      const now = await stateOf(request, reference);
      expect(now).toMatchObject({ status: 'PAID', amount: AMOUNT, refundedAmount: 0, review: null });
      expect(now?.reference).toBe(state.reference);
      expect(now?.paidAt).toBeInstanceOf(Date);
    }
    expect(await world().gateway.create(request)).toMatchObject({ state: { status: 'PAID', amount: AMOUNT } });
    expect(await world().charges()).toBe(1);
  });

  it('knows nothing of a charge that was never opened', async () => {
    const { gateway, currency } = world();
    const request = aChargeRequest({ currency });

    expect(await gateway.fetch(keyOf(request))).toEqual({ kind: 'absent' });
    expect(await gateway.cancel(keyOf(request))).toEqual({ kind: 'cancelled' });
  });

  it.each(['with all that is known of it', 'with its id alone'])('calls off what is unpaid, %s', async (how) => {
    const { request, state, presentation } = await opened();
    const known = how.includes('all') ? { reference: state.reference, presentation } : {};

    expect(await world().gateway.cancel(keyOf(request, known))).toEqual({ kind: 'cancelled' });
    const now = await stateOf(request);
    expect(['CANCELLED', 'EXPIRED', undefined]).toContain(now?.status);
    expect(await world().gateway.cancel(keyOf(request, known))).not.toMatchObject({ kind: 'no_answer' });
  });

  it('does not call off what is paid, and takes no money back by trying', async () => {
    const { request, state, presentation } = await paid();

    const outcome = await world().gateway.cancel(keyOf(request, { reference: state.reference, presentation }));
    expect(outcome).toMatchObject({ kind: 'not_open', state: { status: 'PAID', amount: AMOUNT } });
    expect(await stateOf(request)).toMatchObject({ status: 'PAID', refundedAmount: 0 });
  });

  it('gives back a part, then the rest, and never more', async () => {
    const { gateway, letTimePass } = world();
    const { request, state } = await paid();
    const part = aRefund(request, state, { amount: 10_000 });
    const rest = aRefund(request, state, { amount: 16_000 });
    const done = { kind: expect.stringMatching(/refunded|pending/) as unknown };

    expect(await gateway.refund(part)).toMatchObject(done);
    await letTimePass();
    expect(await gateway.refund(part)).toMatchObject({ kind: 'refunded' });
    expect(await stateOf(request, state.reference)).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      amount: AMOUNT,
      refundedAmount: 10_000,
    });
    expect(await gateway.refund(aRefund(request, state, { amount: 16_001 }))).toMatchObject({ kind: 'refused' });
    expect(await gateway.refund(rest)).toMatchObject(done);
    await letTimePass();
    expect(await stateOf(request, state.reference)).toMatchObject({ status: 'REFUNDED', refundedAmount: AMOUNT });
    expect(await gateway.refund(rest)).toMatchObject({ kind: 'refunded' });
    expect(await gateway.refund(aRefund(request, state, { amount: 1 }))).toMatchObject({ kind: 'refused' });
    expect(await stateOf(request, state.reference)).toMatchObject({ refundedAmount: AMOUNT });
  });

  it('gives back nothing of what was never paid', async () => {
    const { request, state } = await opened();
    expect(await world().gateway.refund(aRefund(request, state))).toMatchObject({ kind: 'refused' });
  });

  it('refuses a currency that it does not serve, and throws at an amount that is not whole', async () => {
    const { gateway, currency } = world();
    const request = aChargeRequest({ currency });

    expect(await gateway.create({ ...request, currency: 'XTS' })).toMatchObject({ kind: 'refused' });
    await expect(gateway.create({ ...request, amount: 100.5 })).rejects.toThrow(RangeError);
    expect(await world().charges()).toBe(0);
  });

  it('reads genuine webhooks of a payment, the same delivery always under the same id', async () => {
    const { gateway, currency } = world();
    const { request, state } = await paid();
    const webhooks = await world().webhooks();
    const readings = webhooks.map((webhook) => gateway.readWebhook(webhook));

    expect(readings.map(({ verdict }) => verdict)).toEqual(webhooks.map(() => 'genuine'));
    expect(readings).toContainEqual(
      expect.objectContaining({
        paymentId: request.paymentId,
        reference: state.reference,
        state: expect.objectContaining({ status: 'PAID', amount: AMOUNT, currency, review: null }) as unknown,
      }),
    );
    expect(webhooks.map((webhook) => gateway.readWebhook(webhook))).toEqual(readings);
    const ids = readings.map((reading) => (reading.verdict === 'genuine' ? reading.eventId : ''));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reads nothing from a webhook that was altered, or that lacks its signature', async () => {
    const { gateway } = world();
    const { request } = await paid();
    const [webhook] = (await world().webhooks()).slice(-1);
    if (!webhook) throw new Error('no webhook');
    const text = Buffer.from(webhook.body).toString('utf8');
    const otherAmount = text.replaceAll(String(AMOUNT), String(AMOUNT + 1));
    const otherPayment = text.replaceAll(request.paymentId, aChargeRequest().paymentId);
    const unsigned = { 'content-type': 'application/json' };

    expect(otherAmount).not.toBe(text);
    for (const body of [otherAmount, otherPayment, text.slice(0, -2), '', '[]', `\uFEFF${text}`]) {
      const reading = gateway.readWebhook({ ...webhook, body: Buffer.from(body) });
      if (reading.verdict === 'genuine') throw new Error(`read as genuine: ${body}`);
      expect(JSON.stringify(reading)).not.toContain(request.paymentId);
    }
    const bare = text.replace(/"signature_key":"[^"]*",?/, '');
    expect(gateway.readWebhook({ ...webhook, headers: unsigned, body: Buffer.from(bare) }).verdict).toBe('forged');
  });

  it('takes a webhook that was written anew for forged, unless it must ask for the truth anyway', async () => {
    const { gateway } = world();
    await paid();
    const [webhook] = (await world().webhooks()).slice(-1);
    if (!webhook) throw new Error('no webhook');
    const anew = JSON.stringify(JSON.parse(Buffer.from(webhook.body).toString('utf8')), null, 1);

    const reading = gateway.readWebhook({ ...webhook, body: Buffer.from(anew) });
    if (reading.verdict === 'genuine') expect(reading.mustBeConfirmed).toBe(true);
    else expect(reading.verdict).toBe('forged');
  });
}

/** The ways in which a network fails; `mayExist` is whether a charge may have been opened all the same. */
export const NETWORK_FAULTS = [
  { fault: 'error', mayExist: true, reason: 'FAILING' },
  { fault: 'too-many', mayExist: false, reason: 'BUSY' },
  { fault: 'html', mayExist: true, reason: 'UNREADABLE' },
  { fault: 'redirect', mayExist: true, reason: 'UNREADABLE' },
  { fault: 'half-body', mayExist: true, reason: 'CUT_OFF' },
  { fault: 'reset', mayExist: true, reason: 'CUT_OFF' },
  { fault: 'reset-after', mayExist: true, reason: 'CUT_OFF' },
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number]['fault'];

/** A gateway behind a network that a test can break. */
export interface RemoteGatewayWorld extends GatewayWorld {
  /** So many of the next calls, all when absent. */
  break(fault: NetworkFault | 'wrong-amount', times?: number): void;
  mend(): void;
  /** Calls that arrived there; redirects that were followed among them. */
  calls(): number;
  /** The same gateway where nobody listens. */
  readonly unreachable: PaymentGateway;
  /** Whether it says how much was really paid when it is asked (OpenPix says it in its webhook alone). */
  readonly tellsWhatCameIn: boolean;
  /** Texts that must never be seen in an outcome. */
  readonly secrets: readonly string[];
}

/** What every gateway that is called over a network does when that fails. */
export function remoteGatewayContract(world: () => RemoteGatewayWorld): void {
  const request = () => aChargeRequest({ amount: AMOUNT, currency: world().currency });

  it.each(NETWORK_FAULTS)('has no answer when opening meets $fault, and one charge after asking again', async (row) => {
    const { gateway } = world();
    const wanted = request();
    world().break(row.fault, 1);
    const outcome = await gateway.create(wanted);

    expect(outcome).toMatchObject({ kind: 'no_answer', mayExist: row.mayExist, reason: row.reason });
    const again = await gateway.create(wanted);
    expect(again).toMatchObject({
      kind: expect.stringMatching(/opened|exists/) as unknown,
      state: { status: 'PENDING' },
    });
    expect(await world().charges()).toBe(1);
    expect(textOf(outcome)).not.toMatch(secretsOf(world()));
  });

  it.each(NETWORK_FAULTS)('never takes a charge for paid, ended or unknown when asking meets $fault', async (row) => {
    const { gateway } = world();
    const wanted = request();
    const charge = await gateway.create(wanted);
    const reference = 'state' in charge ? charge.state.reference : null;
    await world().pay(wanted.paymentId);
    world().break(row.fault);

    expect(await gateway.fetch(keyOf(wanted))).toMatchObject({ kind: 'no_answer', reason: row.reason });
    expect(await gateway.fetch(keyOf(wanted, { reference }))).toMatchObject({ kind: 'no_answer' });
    expect(await gateway.cancel(keyOf(wanted, { reference }))).toMatchObject({ kind: 'no_answer' });
    world().mend();
    expect(await gateway.fetch(keyOf(wanted))).toMatchObject({ kind: 'found', state: { status: 'PAID' } });
  });

  it.each(NETWORK_FAULTS)('gives a refund back once when asking for it meets $fault', async (row) => {
    const { gateway } = world();
    const wanted = request();
    const charge = (await gateway.create(wanted)) as Extract<ChargeOutcome, { kind: 'opened' }>;
    await world().pay(wanted.paymentId);
    const refund = aRefund(wanted, charge.state, { amount: 5_000 });
    world().break(row.fault, 1);

    expect(await gateway.refund(refund)).toMatchObject({ kind: 'no_answer' });
    expect(await gateway.refund(refund)).toMatchObject({ kind: expect.stringMatching(/refunded|pending/) as unknown });
    await world().letTimePass();
    expect(await gateway.refund(refund)).toMatchObject({ kind: 'refunded' });
    const now = await gateway.fetch(keyOf(wanted, { reference: charge.state.reference }));
    expect(now).toMatchObject({ kind: 'found', state: { status: 'PARTIALLY_REFUNDED', refundedAmount: 5_000 } });
  });

  it('does not take an answer with another amount for ours, and tells when another one was paid', async () => {
    const { gateway } = world();
    const wanted = request();
    world().break('wrong-amount', 1);
    const outcome = await gateway.create(wanted);
    if (outcome.kind === 'opened') expect(outcome.state).toMatchObject({ status: 'PENDING', amount: AMOUNT });
    else expect(outcome).toMatchObject({ kind: 'no_answer', mayExist: true });
    world().mend();
    await world().pay(wanted.paymentId, AMOUNT - 1_000);
    const found = await gateway.fetch(keyOf(wanted));
    if (!world().tellsWhatCameIn) return;
    expect(found).toMatchObject({ kind: 'found', state: { amount: AMOUNT - 1_000 } });
  });

  it('says that nothing can have arrived where nobody listens', async () => {
    const { unreachable } = world();
    const wanted = request();

    const nobody = { kind: 'no_answer', reason: 'UNREACHABLE', mayExist: false };
    expect(await unreachable.create(wanted)).toMatchObject(nobody);
    expect(await unreachable.fetch(keyOf(wanted))).toMatchObject(nobody);
    expect(await unreachable.cancel(keyOf(wanted))).toMatchObject(nobody);
    expect(await unreachable.refund(aRefund(wanted, { reference: 'pi_1' }))).toMatchObject(nobody);
  });

  it('makes no call any more after five failures', async () => {
    const { gateway } = world();
    world().break('error');
    for (let i = 0; i < 5; i++) await gateway.create(request());
    const before = world().calls();

    const wanted = request();
    const refused = { kind: 'no_answer', reason: 'CIRCUIT_OPEN', mayExist: false, retryAfter: 30 };
    expect(before).toBe(5);
    expect(await gateway.create(wanted)).toEqual(refused);
    expect(await gateway.fetch(keyOf(wanted))).toEqual(refused);
    expect(await gateway.cancel(keyOf(wanted))).toEqual(refused);
    expect(await gateway.refund(aRefund(wanted, { reference: 'pi_1' }))).toEqual(refused);
    expect(world().calls()).toBe(before);
  });
}

const textOf = (value: unknown): string => JSON.stringify(value);
const secretsOf = ({ secrets }: RemoteGatewayWorld): RegExp =>
  new RegExp(secrets.map((text) => text.replace(/[^\w]/g, '\\$&')).join('|'));
