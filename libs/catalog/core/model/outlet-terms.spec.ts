import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { propertyRuns } from '../../../kernel/testing/index.js';
import { aProduct } from '../../testing/a-product.js';
import type { MenuSlot } from './menu.js';
import { atOutlet, isHiddenAt, NO_TERMS, type OutletTerms, priceAt, type PriceRule } from './outlet-terms.js';

const AIRPORT = { outletId: 'airport', timeZone: 'Asia/Jakarta' };
const LUNCH = {
  windows: [{ days: ['FRI' as const], from: '11:00', to: '14:00' }],
  startsOn: null,
  endsOn: null,
  except: [],
};
const EVENING = { ...LUNCH, windows: [{ days: ['FRI' as const], from: '17:00', to: '19:00' }] };
/** A Friday, 12:00 in Jakarta. */
const AT = new Date('2025-11-21T05:00:00Z');
const slot = (more: Partial<MenuSlot> = {}): MenuSlot => ({ outletIds: null, channels: null, schedule: null, ...more });
const rule = (price: number, more: Partial<MenuSlot> = {}): PriceRule => ({ price, slot: slot(more) });
const terms = (productId: string, more: Partial<OutletTerms>): OutletTerms => ({
  ...{ ...NO_TERMS, outletId: 'airport', productId, version: 1 },
  ...more,
});

describe('what a product costs', () => {
  const at = (rules: PriceRule[], channel?: 'COUNTER' | 'TABLE' | 'ONLINE' | 'APP:GOFOOD') =>
    priceAt(100, rules, { place: AIRPORT, at: AT, channel });

  it('is its own price or the outlet’s, where no rule holds', () => {
    expect(at([])).toBe(100);
    expect(
      at([rule(1, { channels: ['TABLE'] }), rule(2, { schedule: EVENING }), rule(3, { schedule: 'NEVER' })], 'COUNTER'),
    ).toBe(100);
    expect(at([rule(1, { channels: ['TABLE'], outletIds: ['centre'] })], 'TABLE')).toBe(100);
  });

  it('is that of the most deliberate rule: schedule, then channel, then outlet', () => {
    const app = rule(120, { channels: ['APP:GOFOOD'] });
    const appHere = rule(130, { channels: ['APP:GOFOOD'], outletIds: ['airport'] });
    const lunch = rule(80, { schedule: LUNCH });
    const lunchHere = rule(85, { schedule: LUNCH, outletIds: ['airport'] });
    const lunchApp = rule(90, { schedule: LUNCH, channels: ['APP:GOFOOD'] });
    expect(at([app], 'APP:GOFOOD')).toBe(120);
    expect(at([appHere, app], 'APP:GOFOOD')).toBe(130);
    expect(at([appHere, app, lunch], 'APP:GOFOOD')).toBe(80);
    expect(at([lunch, lunchHere, appHere], 'APP:GOFOOD')).toBe(85);
    expect(at([lunchApp, lunch, lunchHere, appHere], 'APP:GOFOOD')).toBe(90);
    expect(at([lunchApp, lunch, lunchHere, appHere], 'TABLE')).toBe(85);
  });

  it('is the lower one of two that are as deliberate, and no channel’s where none is named', () => {
    const [one, other] = [rule(70, { schedule: LUNCH }), rule(60, { schedule: { ...LUNCH, except: ['2026-12-25'] } })];
    expect([at([one, other]), at([other, one])]).toEqual([60, 60]);
    expect(at([rule(1, { channels: ['COUNTER'] })])).toBe(100);
  });

  it('is what an oracle finds that goes through every rule of every rank', () => {
    const channels = ['COUNTER', 'TABLE', 'APP:GOFOOD'] as const;
    const anyRule = fc.record({
      price: fc.integer({ min: 0, max: 500 }),
      outlet: fc.constantFrom(null, 'airport', 'centre'),
      channel: fc.constantFrom(null, ...channels),
      hours: fc.constantFrom(null, 'lunch', 'evening'),
    });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 12 }), fc.constantFrom(...channels), (given, channel) => {
        const holds = given.filter(
          (one) =>
            one.outlet !== 'centre' && (one.channel === null || one.channel === channel) && one.hours !== 'evening',
        );
        // From the most deliberate to the least: hours or not, channel or not, outlet or not.
        const orders = [0, 1, 2, 3, 4, 5, 6].map((n) => ({ hours: n < 4, channel: n % 4 < 2, outlet: n % 2 === 0 }));
        const found = orders
          .map((want) =>
            holds.filter(
              (one) =>
                (one.hours !== null) === want.hours &&
                (one.channel !== null) === want.channel &&
                (one.outlet !== null) === want.outlet,
            ),
          )
          .find((rank) => rank.length > 0);
        const expected = found ? Math.min(...found.map(({ price }) => price)) : 100;
        const rules = given.map(({ price, outlet, channel: of, hours }) =>
          rule(price, {
            ...(outlet && { outletIds: [outlet] }),
            ...(of && { channels: [of] }),
            ...(hours && { schedule: hours === 'lunch' ? LUNCH : EVENING }),
          }),
        );
        // A rule without anything is the product's own price, which no list has.
        const listed = rules.filter(({ slot: s }) => s.outletIds ?? s.channels ?? s.schedule);
        fc.pre(listed.length === rules.length);
        expect(priceAt(100, listed, { place: AIRPORT, at: AT, channel })).toBe(expected);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

describe('what an outlet has of its own', () => {
  const burger = {
    ...aProduct({ name: 'Burger', price: 50_000, station: 'grill', translations: { id: { name: 'Burger sapi', description: 'Enak' } } }),
    modifierGroups: [
      { id: 'g', name: 'Add', min: 0, max: 2, options: [
        { id: 'cheese', name: 'Cheese', priceDelta: 5_000, available: true },
        { id: 'egg', name: 'Egg', priceDelta: 4_000, available: true },
      ] },
    ],
  }; // prettier-ignore
  const large = {
    ...burger,
    id: 'large',
    name: 'Burger, L',
    price: 70_000,
    parentId: burger.id,
    variant: { name: 'L' },
  };

  it('takes the place of the product’s, there alone', () => {
    const given = {
      outlets: [
        terms(burger.id, {
          price: 65_000,
          name: 'Airport burger',
          station: 'pass',
          taxRate: 1_000,
          optionPrices: { cheese: 9_000 },
        }),
      ],
      prices: [],
    };
    expect(atOutlet(burger, given, 'airport')).toMatchObject({
      ...{ price: 65_000, name: 'Airport burger', station: 'pass', taxRate: 1_000 },
      translations: { id: { name: 'Airport burger', description: 'Enak' } },
      modifierGroups: [{ options: [{ priceDelta: 9_000 }, { priceDelta: 4_000 }] }],
    });
    expect(atOutlet(burger, given, 'centre')).toBe(burger);
  });

  it('is a variant’s from its parent, but for its price', () => {
    const given = {
      outlets: [
        terms(burger.id, { price: 65_000, name: 'Airport burger', taxRate: 1_000, optionPrices: { egg: 1 } }),
        terms('large', { price: 88_000 }),
      ],
      prices: [],
    };
    expect(atOutlet(large, given, 'airport')).toMatchObject({
      ...{ price: 88_000, name: 'Airport burger, L', taxRate: 1_000 },
      modifierGroups: [{ options: [{ priceDelta: 5_000 }, { priceDelta: 1 }] }],
    });
    expect(atOutlet(large, { ...given, outlets: given.outlets.slice(0, 1) }, 'airport').price).toBe(70_000);
  });

  it('hides it, and its variants with it', () => {
    const given = { outlets: [terms(burger.id, { visible: false })], prices: [] };
    expect([isHiddenAt(given, 'airport'), isHiddenAt(given, 'centre')]).toEqual([true, false]);
  });
});
