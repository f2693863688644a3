import { beforeAll, expect, it } from '@jest/globals';
import type { CDPSession } from 'playwright-core';

import { eventually, expectStatus } from '../support/index.js';
import {
  describeInBrowser,
  kitchenOf,
  type PlacedOrder,
  type Site,
  startSite,
  type Waiter,
  waiterOf,
} from './support/index.js';

const HOUR_MS = 3_600_000;

describeInBrowser('the kitchen display on a busy day', () => {
  let site: Site;
  let waiter: Waiter;

  beforeAll(async () => {
    site = await startSite();
    waiter = await waiterOf(site);
  }, 120_000);

  async function measure(cdp: CDPSession): Promise<{ nodes: number; heap: number; work: number }> {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN;
    return { nodes: of('Nodes'), heap: of('JSHeapUsedSize'), work: of('TaskDuration') };
  }

  it('60 open tickets, 3 new a second, then a day of the clock: bumps answer at once, and nothing is left behind', async () => {
    const cook = await kitchenOf(site, { query: '?station=bar', clock: true });
    const { page } = cook;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    const server = await site.as('kitchen');
    const open: PlacedOrder[] = [];
    const place = async () => void open.push(await waiter.order(null, ['espresso', 1]));
    const opened = (count: number) =>
      eventually(
        async () => expect(await page.locator('.status-counts strong').first().textContent()).toBe(String(count)),
        {
          timeoutMs: 10_000,
        },
      );
    for (let count = 0; count < 60; count += 4) await Promise.all([place(), place(), place(), place()]);
    await opened(60);
    // Nothing moves for a moment after a touch, and Start was one.
    await page.locator('.board-column article').nth(8).waitFor();
    const before = await measure(cdp);

    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const answers: number[] = [];
    for (let second = 0; second < 6; second += 1) {
      const started = Date.now();
      await Promise.all([place(), place(), place()]);
      answers.push(await page.evaluate(bumpFirst));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 - (Date.now() - started))));
    }
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    answers.sort((a, b) => a - b);
    process.stderr.write(`Bump to picture at a sixth of the speed, ms: ${answers.join(' ')}\n`);
    // 200 ms is the aim; a machine that does something else meanwhile may take twice that.
    expect(answers[3]).toBeLessThan(400);

    await opened(72);
    const surplus = open.splice(0, 24).flatMap(({ items }) => items.map(({ id }) => id));
    expectStatus(200, await server.post('/kitchen/bump', { item_ids: surplus, status: 'DONE' }));
    for (let count = 0; count < 6; count += 1) await place();
    await eventually(
      async () =>
        expect(Number(await page.locator('.status-counts strong').first().textContent())).toBeLessThanOrEqual(62),
      {
        timeoutMs: 10_000,
      },
    );
    const jakartaHour = (new Date().getUTCHours() + 7) % 24;
    await page.clock.fastForward((jakartaHour === 4 ? 26 : 24) * HOUR_MS);
    await page.locator('.status-live.live').waitFor();
    await page.clock.fastForward(2 * 60_000);
    const after = await measure(cdp);
    process.stderr.write(`Nodes ${before.nodes} → ${after.nodes}, heap ${before.heap} → ${after.heap}\n`);
    expect(after.nodes).toBeLessThan(before.nodes * 1.15);
    expect(after.heap).toBeLessThan(before.heap * 1.3);
    cook.expectNoFaults();
    await cook.leave();
  }, 80_000);
});

/** Bumps the first ticket, and answers the ms until the picture without it. Runs in the page. */
function bumpFirst(): Promise<number> {
  return new Promise((resolve) => {
    const button = document.querySelector<HTMLElement>('.board-column .card-bump');
    const card = button?.closest<HTMLElement>('.card');
    const started = performance.timeOrigin + performance.now();
    button?.click();
    const look = () => {
      if (card?.isConnected && document.querySelector(`.board-column [data-key="${card.dataset['key'] ?? ''}"]`))
        requestAnimationFrame(look);
      else resolve(Math.round(performance.timeOrigin + performance.now() - started));
    };
    requestAnimationFrame(look);
  });
}
