import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { type Client, expectStatus } from '../support/index.js';
import {
  actor,
  type Actor,
  axe,
  byTab,
  CAFE_ID,
  describeInBrowser,
  sideways,
  type Site,
  smallTargets,
  startSite,
  tableId,
} from './support/index.js';

interface Floor {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly tables: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly rotation: number;
    readonly shape: string;
  }[];
  readonly pairs: readonly { readonly table_ids: readonly string[] }[];
}

describeInBrowser('floors in the back office', () => {
  let site: Site;
  let owner: Actor;
  let api: Client;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    api = await site.as('admin');
    owner = await actor(site, { viewport: 'desktop' });
    page = owner.page;
    await page.goto('/admin/tables');
    await owner.signIn('admin');
    await page.getByRole('button', { name: 'Add a floor' }).waitFor();
  }, 240_000);
  afterAll(() => site.stop());

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const sheet = () => page.locator('dialog[open]');
  /** Nothing is found by axe, with nothing half under the bar of the page. */
  const clean = async () => {
    await page.evaluate(() => scrollTo(0, 0));
    expect(await axe(page)).toEqual([]);
  };
  const spot = (name: string) => page.locator('.spot', { hasText: new RegExp(`^${name}$`) });
  const field = (name: string) => page.locator(`.spot-fields [name="${name}"]`);
  const floorsNow = async (): Promise<readonly Floor[]> =>
    expectStatus(200, await api.get<{ data: Floor[] }>(`/floors?outlet_id=${CAFE_ID}`)).data;
  const floorNow = async (name: string): Promise<Floor> => (await floorsNow()).find((one) => one.name === name)!;
  const spotNow = async (floor: string, table: number) => {
    const { tables } = await floorNow(floor);
    const { id: _, ...place } = tables.find(({ id }) => id === tableId(table))!;
    return place;
  };
  async function addFloor(name: string, width: number, height: number): Promise<void> {
    await button('Add a floor').click();
    await sheet().locator('[name=name]').fill(name);
    await sheet().locator('[name=width]').fill(String(width));
    await sheet().locator('[name=height]').fill(String(height));
    await sheet().getByRole('button', { name: 'Save' }).click();
    await sheet().waitFor({ state: 'detached' });
    await button(`Place the tables: ${name}`).waitFor();
  }
  async function save(by = 'Save'): Promise<void> {
    const put = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await button(by).click();
    expect((await put).status()).toBe(200);
    await page.waitForFunction(() => document.querySelector<HTMLButtonElement>('.admin-main .button.main')?.disabled);
  }

  it('are drawn by dragging, by arrow keys and by numbers, and saved in one write', async () => {
    await addFloor('Indoors', 24, 12);
    await addFloor('Terrace', 16, 8);
    await clean();
    await button('Place the tables: Indoors').click();
    for (const name of ['Meja 1', 'Meja 2', 'Meja 3']) await button(`Put ${name} here`).click();

    // A drag by four units to the right and three down; a unit is as wide as the plan says.
    const plan = (await page.locator('.plan').boundingBox())!;
    const from = (await spot('Meja 1').boundingBox())!;
    const unit = plan.width / 24;
    const middle = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 2 * unit, middle.y + unit, { steps: 3 });
    await page.mouse.move(middle.x + 4 * unit, middle.y + 6 * unit, { steps: 3 });
    await page.mouse.up();
    await button('Meja 1: 4 across, 6 down').waitFor();
    // Off the floor it does not go.
    await spot('Meja 2').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    await button('Meja 2: 6 across, 2 down').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Meja 2');
    await spot('Meja 3').click();
    await field('x').fill('18');
    await field('y').fill('1');
    await field('rotation').fill('90');
    await field('shape').selectOption('BAR');
    await field('width').fill('99');
    await page.getByText('A whole number from 1 to 24.').waitFor();
    await clean();
    await field('width').fill('6');
    await page.getByRole('checkbox', { name: 'Meja 2' }).check();
    await save();

    expect(await spotNow('Indoors', 1)).toEqual({ x: 4, y: 6, width: 4, height: 2, rotation: 0, shape: 'RECT' });
    expect(await spotNow('Indoors', 2)).toEqual({ x: 6, y: 2, width: 4, height: 2, rotation: 0, shape: 'RECT' });
    expect(await spotNow('Indoors', 3)).toEqual({ x: 18, y: 1, width: 6, height: 2, rotation: 90, shape: 'BAR' });
    const [pair, ...others] = (await floorNow('Indoors')).pairs;
    expect(others).toEqual([]);
    expect([...pair!.table_ids].sort()).toEqual([tableId(2), tableId(3)].sort());
    expect(await byTab(page)).toEqual([]);
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await clean();
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
    owner.expectNoFaults();
  }, 120_000);

  it('keep what was drawn when somebody else has saved meanwhile', async () => {
    const others = async () => {
      const { id, version, tables, pairs } = await floorNow('Indoors');
      const moved = tables.map((one) => (one.id === tableId(1) ? { ...one, x: 0, y: 0 } : one));
      expectStatus(200, await api.put(`/floors/${id}/layout`, { version, tables: moved, pairs }));
    };
    await others();
    await spot('Meja 1').focus();
    await page.keyboard.press('ArrowRight');
    await button('Save').click();
    await page.getByText('Somebody else has changed this floor meanwhile.').waitFor();
    await clean();
    await button('Meja 1: 5 across, 6 down').waitFor();
    await save('Save mine in its place');
    expect(await spotNow('Indoors', 1)).toMatchObject({ x: 5, y: 6 });

    await others();
    await spot('Meja 1').focus();
    await page.keyboard.press('ArrowRight');
    await button('Save').click();
    await button('Show what is saved, and give mine up').click();
    await button('Meja 1: 0 across, 0 down').waitFor();
    expect(await spotNow('Indoors', 1)).toMatchObject({ x: 0, y: 0 });

    // Leaving takes a second press while something is not saved.
    await spot('Meja 1').focus();
    await page.keyboard.press('ArrowDown');
    await button('Back').click();
    await button('Leave without saving').click();
    await button('Place the tables: Terrace').waitFor();
    expect(await spotNow('Indoors', 1)).toMatchObject({ x: 0, y: 0 });
    owner.expectNoFaults();
  }, 120_000);

  it('take tables from one another, and go once no table stands on them', async () => {
    await button('Place the tables: Terrace').click();
    await button('Put Meja 2 here stands on Indoors').click();
    await save();
    await button('Back').click();
    expect((await floorNow('Indoors')).tables.map(({ id }) => id).sort()).toEqual([tableId(1), tableId(3)].sort());
    expect((await floorNow('Indoors')).pairs).toEqual([]);

    await button('Change Terrace').click();
    await sheet().locator('[name=name]').fill('Garden');
    await sheet().getByRole('button', { name: 'Save' }).click();
    await sheet().waitFor({ state: 'detached' });
    await button('Change Garden').click();
    await button('Delete').click();
    await button('Yes, delete').click();
    await sheet()
      .getByText(/^1 table stands on this floor\./)
      .waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await button('Place the tables: Garden').click();
    await spot('Meja 2').click();
    await button('Take it off the floor').click();
    await save();
    await button('Back').click();
    await button('Change Garden').click();
    await button('Delete').click();
    await button('Yes, delete').click();
    await sheet().waitFor({ state: 'detached' });
    expect((await floorsNow()).map(({ name }) => name)).toEqual(['Indoors']);
    owner.expectNoFaults();
  }, 120_000);

  it('are drawn on a phone by a supervisor too', async () => {
    const lead = await actor(site, { viewport: 'phone', locale: 'pt-BR', theme: 'dark' });
    await lead.page.goto('/admin/tables');
    await lead.signIn('supervisor');
    await lead.page.getByRole('button', { name: 'Posicionar as mesas: Indoors' }).click();
    await lead.page.locator('.spot').first().click();
    await lead.page.locator('.spot-fields').waitFor();
    expect(await axe(lead.page)).toEqual([]);
    expect(await sideways(lead.page)).toEqual([]);
    expect(await smallTargets(lead.page, 44)).toEqual([]);
    lead.expectNoFaults();
    await lead.leave();
  }, 120_000);
});
