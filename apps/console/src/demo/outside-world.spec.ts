import { afterEach, describe, expect, it } from '@jest/globals';

import { openWorld, type OutsideWorld } from './outside-world.js';

const API = 'http://127.0.0.1:9';

describe("the demo's outside world", () => {
  const opened: OutsideWorld[] = [];
  const open = async () => {
    const world = await openWorld(API);
    opened.push(world);
    return world;
  };
  afterEach(async () => {
    delete process.env['STRIPE_SECRET_KEY'];
    delete process.env['SMTP_URL'];
    for (const { sandbox } of opened.splice(0)) await sandbox?.stop();
  });

  it('is simulated when no keys are set, on a port of its own when the usual one is taken', async () => {
    const worlds = [await open(), await open()];

    const urls = worlds.map(({ sandbox }) => sandbox?.url ?? 'none');

    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect((await fetch(url)).status).toBe(200);
    expect(worlds[0]?.sandbox?.env()).toMatchObject({ MIDTRANS_BASE_URL: `${urls[0]}/midtrans` });
  });

  it.each(['STRIPE_SECRET_KEY', 'SMTP_URL'])('is the real one when %s is set, and says why', async (name) => {
    process.env[name] = 'mine';

    const { sandbox, reason } = await open();

    expect(sandbox).toBeUndefined();
    expect(reason).toContain(name);
    expect(reason).not.toContain('mine');
  });
});
