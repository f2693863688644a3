import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { catalogWorld } from '../../testing/catalog-world.js';
import { InMemoryMenuRepository } from '../../testing/in-memory-menu.repository.js';
import { InMemoryProductTermsRepository } from '../../testing/in-memory-product-terms.repository.js';
import { NO_TERMS, type OutletTermFields } from '../model/outlet-terms.js';
import type { ListedPrice } from '../model/price-list.js';
import { MenuTurns } from '../services/menu-turns.js';
import { TermsLog } from '../services/terms-log.js';
import { ReplaceProductPrices } from './replace-product-prices.js';
import { ResetOutletProduct } from './reset-outlet-product.js';
import { SetOutletProduct } from './set-outlet-product.js';

/** NOON of the world is a Friday, and its outlets are in UTC. */
const LUNCH = {
  windows: [{ days: ['FRI' as const], from: '11:00', to: '14:00' }],
  startsOn: null,
  endsOn: null,
  except: [],
};

describe('what outlets and the price list make of a product', () => {
  let world: ReturnType<typeof catalogWorld>;
  let terms: InMemoryProductTermsRepository;
  let set: SetOutletProduct;
  let reset: ResetOutletProduct;
  let replace: ReplaceProductPrices;
  let id: string;
  const lunch = newId();

  beforeEach(async () => {
    world = catalogWorld();
    terms = new InMemoryProductTermsRepository();
    terms.schedules.set(lunch, LUNCH);
    const { products, outlets, events, jobs, clock, scopes, changes, unitOfWork } = world;
    const turns = new MenuTurns(new InMemoryMenuRepository(), terms, outlets, events, jobs, clock);
    const log = new TermsLog(changes, turns);
    set = new SetOutletProduct(products, terms, scopes, changes, log, unitOfWork, clock);
    reset = new ResetOutletProduct(set);
    replace = new ReplaceProductPrices(products, terms, scopes, log, unitOfWork, clock);
    const groups = [{ name: 'Milk', min: 0, max: 2, options: [{ name: 'None', priceDelta: -5_000, available: true }] }];
    const draft = { name: 'Latte', price: 30_000, modifierGroups: groups };
    id = await world.createProduct.execute({ actor: world.admin, outletId: null, currency: 'IDR', draft });
    events.events.length = 0;
    world.audit.entries.length = 0;
  });

  const here = (fields: Partial<OutletTermFields>, version?: number) =>
    set.execute({
      actor: world.supervisor,
      outletId: world.cafe,
      productId: id,
      version,
      fields: { ...NO_TERMS, ...fields },
    });
  const row = (price: number, more: Partial<ListedPrice>): ListedPrice => ({
    ...{ outletId: null, channel: null, scheduleId: null, price },
    ...more,
  });
  const list = (prices: ListedPrice[], version?: number) =>
    replace.execute({ actor: world.admin, productId: id, version, prices });
  const told = () => world.events.events.filter(({ type }) => type === 'MENU_CHANGED').map(({ outletId }) => outletId);
  const faultsOf = async (work: Promise<unknown>) => {
    const error = (await work.catch((one: unknown) => one)) as { faults?: { pointer: string; code: string }[] };
    return (error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it('counts its versions, tells that outlet alone, and makes what is remembered there old', async () => {
    const [cafe, bakery] = [world.cafe, world.bakery].map((one) => world.versions.stamp([one], ['definition']));
    expect(await here({ price: 45_000 }, 0)).toMatchObject({ price: 45_000, version: 1 });
    expect(told()).toEqual([world.cafe]);
    expect(world.versions.stamp([world.cafe], ['definition'])).not.toBe(cafe);
    expect(world.versions.stamp([world.bakery], ['definition'])).toBe(bakery);
    expect(world.audit.entries).toMatchObject([
      {
        action: 'product.outlet_terms_set',
        outletId: world.cafe,
        details: { name: 'Latte', changed: { price: 45_000 } },
      },
    ]);
    expect(await here({ price: 45_000 })).toMatchObject({ version: 1 });
    expect(told()).toHaveLength(1);
    await expect(here({ price: 1 }, 0)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await reset.execute({ actor: world.supervisor, outletId: world.cafe, productId: id, version: 1 });
    expect(await terms.find(world.cafe, id)).toMatchObject({ ...NO_TERMS, version: 2 });
  });

  it('is refused where it does not fit, with every fault, and changes nothing', async () => {
    const unknown = newId();
    expect(await faultsOf(here({ price: 9_999, optionPrices: { [unknown]: 1 } }))).toEqual([
      `/option_prices/${unknown} UNKNOWN_ID`,
      '/price PRICE_BELOW_ZERO',
    ]);
    const [option] = world.product(id)!.modifierGroups[0]!.options;
    expect(await faultsOf(here({ optionPrices: { [option!.id]: -15_001 } }))).toEqual([
      '/option_prices PRICE_BELOW_ZERO',
    ]);
    const elsewhere = { actor: world.supervisor, outletId: world.bakery, productId: id, fields: NO_TERMS };
    await expect(set.execute(elsewhere)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    const foreign = { actor: world.admin, outletId: world.shop, productId: id, fields: NO_TERMS };
    await expect(set.execute(foreign)).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    expect([told(), world.audit.entries]).toEqual([[], []]);
  });

  it('has a price of an outlet alone as that outlet’s own, and everything else in the list', async () => {
    await here({ name: 'Our latte' });
    const prices = [
      row(41_000, { outletId: world.cafe }),
      row(36_000, { channel: 'APP:GOFOOD' }),
      row(20_000, { scheduleId: lunch }),
    ];
    expect(await list(prices, 1)).toEqual({ version: 2, prices });
    expect(await terms.find(world.cafe, id)).toMatchObject({ price: 41_000, name: 'Our latte', version: 2 });
    expect(await terms.prices(id)).toEqual(prices.slice(1));
    expect(world.jobs.jobs.map(({ kind, runAt }) => [kind, runAt?.toISOString()])).toContainEqual([
      'catalog.turn-menus',
      '2025-11-21T14:00:00.000Z',
    ]);
    await list([row(44_000, { outletId: world.bakery })], 2);
    expect([await terms.find(world.cafe, id), await terms.find(world.bakery, id)]).toMatchObject([
      { price: null, name: 'Our latte', version: 3 },
      { price: 44_000, version: 1 },
    ]);
    expect(await terms.prices(id)).toEqual([]);
    await expect(list([], 2)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('refuses a list with every fault of it', async () => {
    const prices = [
      row(30_000, {}),
      row(36_000, { channel: 'TABLE' }),
      row(37_000, { channel: 'TABLE' }),
      row(36_000, { outletId: world.shop }),
      row(36_000, { scheduleId: newId() }),
      row(9_999, { channel: 'ONLINE' }),
    ];
    expect(await faultsOf(list(prices))).toEqual([
      '/prices/0 REQUIRED',
      '/prices/2 DUPLICATE_PRICE',
      '/prices/3/outlet_id UNKNOWN_ID',
      '/prices/4/schedule_id UNKNOWN_ID',
      '/prices/5/price PRICE_BELOW_ZERO',
    ]);
    expect([told(), await terms.prices(id)]).toEqual([[], []]);
  });
});
