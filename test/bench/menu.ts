import type { Request } from 'autocannon';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import type { Api } from './api.js';
import { compare, type Comparison, type Pace } from './load.js';
import { script, serve, type Server } from './processes.js';
import type { World } from './world.js';

const MOST_TRIES = 100;
const PAUSE_MS = 100;

export interface MenuLoad extends Comparison {
  readonly encoding: string;
  readonly bytes: number;
  readonly plainBytes: number;
}

/** The menu of 2,000 products as a guest's phone asks for it, against bare Express that sends the same bytes. */
export async function sendMenu(
  world: World,
  api: Api,
  baseline: Server | undefined,
  encoding: 'br' | 'gzip',
  pace: Pace,
): Promise<MenuLoad> {
  const path = `/api/v1/menu?outlet_id=${world.outletId}`;
  const headers = { 'accept-encoding': encoding };
  const requests = (): Request[] => [{ method: 'GET', path, headers }];
  const plain = (await asSent(`${api.url}${path}`)).bytes;
  const bytes = await packed(`${api.url}${path}`, encoding);
  const floor = baseline ?? (await startFloor(bytes, encoding));
  try {
    const compared = await compare({ server: api, requests }, { server: floor, requests }, pace);
    return { ...compared, encoding, bytes: bytes.length, plainBytes: plain.length };
  } finally {
    if (!baseline) await floor.stop();
  }
}

function startFloor(bytes: Buffer, encoding: string): Promise<Server> {
  const file = join(tmpdir(), `comanda-bench-menu-${process.pid}.${encoding}`);
  writeFileSync(file, bytes);
  const env = { BODY_FILE: file, CONTENT_ENCODING: encoding };
  return serve({ name: 'Express', args: script('floors/list-floor.ts'), env, probe: '/ready' });
}

/** What is sent once the answer is packed: whoever comes before is sent it plain, or in gzip. */
async function packed(url: string, encoding: string): Promise<Buffer> {
  for (let i = 0; i < MOST_TRIES; i++) {
    const answer = await asSent(url, encoding);
    if (answer.encoding === encoding) return answer.bytes;
    await delay(PAUSE_MS);
  }
  throw new Error(`The menu is not sent in ${encoding}`);
}

const asSent = (url: string, encoding = 'identity'): Promise<{ encoding: string | undefined; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      const sent = response.headers['content-encoding'];
      buffer(response).then((bytes) => resolve({ encoding: sent, bytes }), reject);
    })
      .on('error', reject)
      .end();
  });
