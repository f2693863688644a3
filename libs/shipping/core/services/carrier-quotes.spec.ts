import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import { InMemoryQuoteBook } from '../../testing/in-memory-quote-book.js';
import { ScriptedCarrier } from '../../testing/scripted-carrier.js';
import { CarrierQuotes, overBoxes } from './carrier-quotes.js';
import type { Box } from '../model/packing.js';

const OUTLET = '01900000-0000-7000-8000-00000000cafe';
const TTL = 15 * 60_000;
const small: Box = { lengthCm: 16, widthCm: 11, heightCm: 2, weightGrams: 300 };
const large: Box = { ...small, heightCm: 11, weightGrams: 9_000 };

describe("a carrier's quotes", () => {
  let carrier: ScriptedCarrier;
  let book: InMemoryQuoteBook;
  let clock: FixedClock;
  let quotes: CarrierQuotes;

  beforeEach(() => {
    carrier = new ScriptedCarrier(({ box }) => [{ carrier: 'X PAC', service: 'PAC', price: box.weightGrams, days: 5 }]);
    book = new InMemoryQuoteBook();
    clock = new FixedClock(new Date('2026-11-20T12:00:00Z'));
    quotes = fresh();
  });
  const fresh = () => new CarrierQuotes({ carrier, senderCep: '01001000', quoteTtlMs: TTL }, book, clock);
  const ask = (cep = '20040002', boxes = [{ box: small, count: 1 }], who = quotes) => who.of(OUTLET, cep, boxes);
  const wait = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));

  it('are asked for once while they are fresh, and again after', async () => {
    await ask();
    wait(TTL - 1);
    expect(await ask()).toMatchObject({ stale: false });
    expect(carrier.asked).toHaveLength(1);
    wait(2);
    await ask();
    expect(carrier.asked).toHaveLength(2);
  });

  it('are one question when many ask the same at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(carrier.asked).toHaveLength(1);
  });

  it('are shared by neighbours of one zone, and by nobody else', async () => {
    await ask('20040002');
    await ask('20040999');
    expect(carrier.asked).toHaveLength(1);
    await ask('20041002');
    expect(carrier.asked).toHaveLength(2);
  });

  it('outlive the carrier and the process: the last good ones are told as stale', async () => {
    await ask();
    wait(TTL + 1);
    carrier.failure = 'UNAVAILABLE';
    const later = fresh();
    expect(await ask('20040002', undefined, later)).toEqual({
      quotes: [{ carrier: 'X PAC', service: 'PAC', price: 300, days: 5 }],
      stale: true,
    });
    carrier.failure = null;
    expect(await ask('20040002', undefined, later)).toMatchObject({ stale: false });
  });

  it('are unknown where the carrier never answered', async () => {
    carrier.failure = 'MISUNDERSTOOD';
    expect(await ask()).toBeNull();
  });

  it('remember that nobody goes there, which is an answer', async () => {
    carrier = new ScriptedCarrier(() => []);
    const none = fresh();
    expect(await ask(undefined, undefined, none)).toEqual({ quotes: [], stale: false });
    await ask(undefined, undefined, none);
    expect(carrier.asked).toHaveLength(1);
  });

  it('add up over the boxes of a parcel, and are stale as a whole when one is', async () => {
    await ask('20040002', [{ box: small, count: 1 }]);
    wait(TTL - 1);
    await ask('20040002', [{ box: large, count: 1 }]);
    wait(2);
    carrier.failure = 'UNAVAILABLE';
    const both = [
      { box: small, count: 2 },
      { box: large, count: 1 },
    ];
    expect(await ask('20040002', both)).toMatchObject({ quotes: [{ price: 9_600 }], stale: true });
  });

  it('leave out a service that does not take every box, and count the slowest', () => {
    const pac = (price: number, days: number) => ({ carrier: 'X PAC', service: 'PAC', price, days });
    const jadlog = { carrier: 'Jadlog .Com', service: '.Com', price: 1, days: 1 };
    expect(
      overBoxes([
        { quotes: [jadlog, pac(10, 3)], count: 2 },
        { quotes: [pac(5, 7)], count: 1 },
      ]),
    ).toEqual([pac(25, 7)]);
  });
});
