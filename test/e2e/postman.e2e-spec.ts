import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { productId } from '../../apps/console/src/demo-data/menu.js';
import { CAFE_ID, tableNumber } from '../../apps/console/src/demo-data/outlets.js';
import { seedDemo } from '../../apps/console/src/seed-demo.js';
import { type Api, createTestDatabase, startApi } from '../support/index.js';

interface Request {
  readonly method: string;
  readonly header: readonly { readonly key: string; readonly value: string }[];
  readonly url: { readonly raw: string };
  readonly body?: { readonly raw: string };
  readonly auth?: { readonly type: string };
}
interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly request?: Request;
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
}
interface Collection extends Item {
  readonly info: { readonly name: string; readonly schema: string };
  readonly variable: readonly { readonly key: string; readonly value: string }[];
}

const file = join(import.meta.dirname, '..', '..', 'postman_collection.json');
const collection = JSON.parse(readFileSync(file, 'utf8')) as Collection;
const requests = (items: readonly Item[], folder = ''): { readonly name: string; readonly item: Item }[] =>
  items.flatMap((item) =>
    item.item ? requests(item.item, `${folder}${item.name}/`) : [{ name: `${folder}${item.name}`, item }],
  );

describe('postman_collection.json', () => {
  it('has the name, the variables and the requests that older clients look for', () => {
    const variables = Object.fromEntries(collection.variable.map(({ key, value }) => [key, value]));

    expect(collection.info).toMatchObject({
      name: 'POS Backend API',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    });
    expect(variables).toMatchObject({
      base_url: 'http://localhost:8080/api/v1',
      outlet_id: CAFE_ID,
      product_id: productId('PGK'),
      table_id: tableNumber(4).id,
      token: '',
    });
    expect(requests(collection.item ?? []).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Auth/Login', 'Shifts/Open Shift', 'Orders/Create Order']),
    );
  });

  describe('on a seeded API', () => {
    let api: Api;
    beforeAll(async () => {
      const database = await createTestDatabase();
      await seedDemo(database.url);
      api = await startApi({ database, env: { RATE_LIMIT_ENABLED: 'true' } });
    }, 60_000);

    it('runs from the first request to the last, and every test script passes', async () => {
      const variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
      variables.set('base_url', `${api.url}/api/v1`);
      const answers: string[] = [];

      for (const { name, item } of requests(collection.item ?? [])) {
        const { status, faults } = await runRequest(item, variables);
        answers.push(`${name}: ${[status, ...faults].join(' ')}`);
      }

      expect(answers.filter((line) => !/: 2\d\d$/.test(line))).toEqual([]);
      expect(variables.get('token')?.split('.')).toHaveLength(3);
    });
  });
});

/** As Postman does: fills the variables in, sends, and runs the test script with the answer. */
async function runRequest(item: Item, variables: Map<string, string>) {
  const request = item.request as Request;
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => variables.get(key) ?? '');
  const response = await fetch(fill(request.url.raw), {
    method: request.method,
    headers: {
      ...Object.fromEntries(request.header.map(({ key, value }) => [key, value])),
      ...(request.auth?.type !== 'noauth' && { authorization: `Bearer ${variables.get('token') ?? ''}` }),
    },
    body: request.body && fill(request.body.raw),
  });
  const text = await response.text();
  const faults: string[] = [];
  const pm = {
    response: { code: response.status, text: () => text, json: () => JSON.parse(text) as unknown },
    collectionVariables: { set: (key: string, value: unknown) => variables.set(key, String(value)) },
    test: (name: string, check: () => void) => {
      try {
        check();
      } catch (error) {
        faults.push(`${name}: ${String(error)}`);
      }
    },
  };
  for (const event of item.event ?? []) runInNewContext(event.script.exec.join('\n'), { pm });
  return { status: response.status, faults };
}
