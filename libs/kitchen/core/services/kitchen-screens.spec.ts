import { describe, expect, it } from '@jest/globals';

import { SaidKitchenLoads } from '../../testing/in-memory-tickets.js';
import { KitchenWorld, NOON } from '../../testing/kitchen-world.js';
import { KitchenPaces } from './kitchen-paces.js';
import { KitchenScreens } from './kitchen-screens.js';

const steak = { quantity: 1, prepSeconds: null };

describe('the load of a kitchen', () => {
  const world = new KitchenWorld();
  const loads = new SaidKitchenLoads();
  const paces = new KitchenPaces(loads, world.openOutlets, world.clock);
  const screens = new KitchenScreens(
    world.queries,
    loads,
    paces,
    world.setup,
    world.book,
    world.outlets,
    world.openOutlets,
    world.clock,
  );

  it('is that of the stations that somebody looks after, and what is promised counts all', async () => {
    const grill = { kind: 'PREP', expo: 'SEND', parallel: 2, prepSeconds: 600, thresholds: [] } as const;
    await world.setup.putStation(world.outlet.id, 'grill', { name: 'Grill', ...grill }, 0);
    await world.setup.putStation(world.outlet.id, 'pass', { name: 'Pass', ...grill, kind: 'PASS' }, 0);
    const six = { waiting: 6, cooking: 0, late: 1, lines: Array.from({ length: 6 }, () => steak) };
    const one = { waiting: 0, cooking: 1, late: 0, lines: [{ quantity: 3, prepSeconds: 60 }] };
    loads.load = async () => [
      { station: 'bar', ...one, orderTypes: ['TAKEAWAY'] },
      { station: 'grill', ...six, orderTypes: ['DINE_IN'] },
    ];
    const asked: object[] = [];
    loads.paces = async (_, within) => {
      asked.push(within);
      return [{ station: 'grill', samples: 20, percent: 200, orderTypes: ['DINE_IN', 'DELIVERY'] }];
    };

    const { stations, quotes } = await screens.load(world.user('KITCHEN', ['bar']), undefined);

    expect(stations).toEqual([
      { station: 'bar', name: 'bar', waiting: 0, cooking: 1, late: 0, backlogSeconds: 60, pacePercent: 100 },
    ]);
    expect(quotes).toEqual([
      { orderType: 'DINE_IN', quoteSeconds: 70 * 60 },
      // (120 + 480) / 2 at the bar.
      { orderType: 'TAKEAWAY', quoteSeconds: 300 },
      { orderType: 'DELIVERY', quoteSeconds: 70 * 60 },
      { orderType: 'ONLINE', quoteSeconds: 70 * 60 },
    ]);
    expect((await screens.load(world.cook, undefined)).stations.map(({ station }) => station)).toEqual([
      'bar',
      'grill',
      'pass',
    ]);
    const since = new Date(NOON.getTime() - 14 * 24 * 60 * 60_000);
    expect(asked).toEqual([{ since, now: NOON, timeZone: world.outlet.timeZone, usualPrep: 480 }]);
    world.minutes(10);
    await screens.load(world.cook, undefined);
    expect(asked).toHaveLength(2);
  });
});
