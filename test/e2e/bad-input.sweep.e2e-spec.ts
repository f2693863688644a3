import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  allWrong,
  type Answer,
  type Api,
  type BadBody,
  badFields,
  badWholes,
  type Caller,
  CALLERS,
  contentOf,
  createTestDatabase,
  listsForObjects,
  type Operation,
  operationsOf,
  Place,
  RECIPES,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
}

interface Target {
  readonly operation: Operation;
  readonly by: Caller;
  readonly url: string;
  readonly good: Record<string, unknown>;
}

/** Routes that need no more take bodies of this many bytes. */
const USUAL_LIMIT = 65_536;
const JSON_TYPE = { 'content-type': 'application/json' };
/** What must never be in an answer: how it is made. */
const INSIDES = /node_modules|\.ts:|\.js:|SELECT |INSERT |UPDATE |pg_|typeorm|violates/i;

/** Made from the OpenAPI document: every operation, every field. Bad input is told, changes nothing, and never breaks a thing. */
describe('bad input', () => {
  let database: TestDatabase;
  let api: Api;
  let operations: Operation[];
  let place: Place;
  let targets: Target[];

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    operations = await operationsOf(api);
    place = await Place.open(database, api, 'badinput', { fresh: false });
    targets = [];
    for (const operation of operations) {
      const target = await targetOf(operation);
      if (target) targets.push(target);
    }
  }, 300_000);

  /** A good request by somebody who may send it: whoever is told more than 403. */
  async function targetOf(operation: Operation): Promise<Target | undefined> {
    const recipe = RECIPES[operation.id];
    if (!recipe || recipe.takesBytes) return undefined;
    const by = CALLERS.find((caller) => recipe.allowed === 'anyone' || recipe.allowed.includes(caller as 'ADMIN'));
    const caller: Caller = by ?? 'ADMIN';
    const ids = (await recipe.path?.(place, caller)) ?? {};
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const query = new URLSearchParams(await recipe.query?.(place, caller)).toString();
    const good = (recipe.contentType ? {} : ((await recipe.body?.(place, caller)) ?? {})) as Target['good'];
    return { operation, by: caller, url: query ? `${path}?${query}` : path, good };
  }

  const send = (
    { operation, by, url }: Target,
    body?: string | Uint8Array,
    headers: Readonly<Record<string, string>> = JSON_TYPE,
    caller: Caller = by,
  ): Promise<Answer> =>
    operation.method === 'get'
      ? place.callers[caller].get(url, headers)
      : place.callers[caller][operation.method as 'post'](url, body, headers);

  /** What is wrong with an answer that should be a problem of this status; undefined when it is as it should be. */
  function faultOf(answer: Answer, statuses: readonly number[], pointer?: string): string | undefined {
    const { status, body } = answer;
    if (!statuses.includes(status)) return `${status} ${JSON.stringify(body)?.slice(0, 160)}`;
    const problem = body as Problem;
    const type = answer.headers.get('content-type') ?? '';
    if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
    const texts = [problem.type, problem.title, problem.detail, problem.code, problem.request_id];
    if (texts.some((text) => typeof text !== 'string' || text === ''))
      return `a thin problem: ${JSON.stringify(problem)}`;
    if (problem.status !== status || problem.request_id !== answer.headers.get('x-request-id'))
      return 'not its own status or id';
    if (INSIDES.test(JSON.stringify(body))) return `tells its insides: ${JSON.stringify(body).slice(0, 200)}`;
    if (problem.code !== 'VALIDATION_FAILED') return undefined;
    const pointers = (problem.errors ?? []).map((error) => error.pointer);
    if (pointers.length === 0) return 'no errors';
    if (pointer && !pointers.some((found) => found.startsWith(pointer)))
      return `points to ${pointers.join()}, not ${pointer}`;
    return undefined;
  }

  async function inParallel<T>(
    entries: readonly T[],
    check: (entry: T) => Promise<string | undefined>,
  ): Promise<string[]> {
    const faults: string[] = [];
    const waiting = [...entries];
    const work = async () => {
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
        const fault = await check(entry).catch((error: unknown) => `failed: ${String(error).slice(0, 200)}`);
        if (fault) faults.push(fault);
      }
    };
    await Promise.all(Array.from({ length: 6 }, work));
    return faults;
  }

  const withBody = () => targets.filter(({ operation }) => operation.body !== undefined);

  const refuses = (bodies: (target: Target) => BadBody[]) =>
    inParallel(
      withBody().flatMap((target) => bodies(target).map((bad) => ({ target, bad }))),
      async ({ target, bad }) => {
        const fault = faultOf(
          await send(target, bad.text),
          bad.pointer === '/version' ? [400, 409] : bad.text.length > USUAL_LIMIT ? [400, 413] : [400],
          bad.pointer,
        );
        return fault && `${target.operation.id}, ${bad.name}: ${fault}`;
      },
    );

  it('is refused by every operation for a body that is wrong as a whole', async () => {
    const before = await contentOf(database);

    expect(await refuses(({ good }) => badWholes(good))).toEqual([]);

    expect(await contentOf(database)).toBe(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 120_000);

  it('is refused by every operation for every field in every wrong way, with a pointer to it', async () => {
    const before = await contentOf(database);

    // An empty id is none, and so is null; a correction that names no address is about a parcel that the order has not.
    const isAbsent = ({ id }: Operation, { name }: BadBody) =>
      /^an empty text as .*_id$/.test(name) || (id === 'correctOrder' && name === 'null as /shipping/address_id');
    expect(
      await refuses(({ operation, good }) => badFields(operation, good).filter((bad) => !isAbsent(operation, bad))),
    ).toEqual([]);

    expect(await contentOf(database)).toBe(before);
  }, 180_000);

  it('is refused for a list in place of an object of a list, with a pointer to its place', async () => {
    const before = await contentOf(database);

    expect(withBody().flatMap(({ operation, good }) => listsForObjects(operation, good)).length).toBeGreaterThan(8);
    expect(await refuses(({ operation, good }) => listsForObjects(operation, good))).toEqual([]);

    expect(await contentOf(database)).toBe(before);
  }, 60_000);

  it('names every fault at once', async () => {
    const faults = await inParallel(withBody(), async (target) => {
      const { text, pointers } = allWrong(target.operation);
      const answer = await send(target, text);
      const told = new Set(((answer.body as Problem).errors ?? []).map(({ pointer }) => `/${pointer.split('/')[1]}`));
      const missing = pointers.filter((pointer) => !told.has(pointer));
      // Of many faults twenty are told, and how many more there are.
      const { more_errors: untold = 0 } = answer.body as { more_errors?: number };
      return missing.length > untold
        ? `${target.operation.id}: ${answer.status}, silent on ${missing.join()}`
        : undefined;
    });

    expect(faults).toEqual([]);
  }, 60_000);

  it('is refused for what is too large (413) or of another type (415), before anybody asks who it is', async () => {
    const before = await contentOf(database);
    const large = `{"note":"${'x'.repeat(1_048_577 - 11)}"}`;
    expect(large.length).toBe(1_048_577);
    const writes = targets.filter(({ operation }) => operation.method !== 'get');

    const faults = await inParallel(writes, async (target) => {
      const { id } = target.operation;
      // What takes files refuses JSON of any size.
      const takesFiles = id === 'importProducts';
      const tooLarge = takesFiles ? [415] : [413];
      const found = [
        ['large', faultOf(await send(target, large), tooLarge)],
        ['large, of nobody', faultOf(await send(target, large, JSON_TYPE, 'anonymous'), tooLarge)],
        ['XML', faultOf(await send(target, '<a/>', { 'content-type': 'application/xml' }), [415])],
        ['plain text', faultOf(await send(target, '{}', { 'content-type': 'text/plain' }), takesFiles ? [400] : [415])],
      ].filter(([, fault]) => fault);
      return found.length > 0 ? `${id}: ${found.map((pair) => pair.join(': ')).join('; ')}` : undefined;
    });

    expect(faults).toEqual([]);
    expect(await contentOf(database)).toBe(before);
  }, 120_000);

  it('is refused for broken ids in paths, whatever they are broken by', async () => {
    const before = await contentOf(database);
    const broken = ['not-a-uuid', '1', '%00', '%ff', '..%2f..%2fetc%2fpasswd', "1'%20OR%20'1'='1", 'x'.repeat(5_000)];
    const named = targets.filter(({ operation }) => /\{\w*id\}/.test(operation.path));

    const faults = await inParallel(
      named.flatMap((target) => broken.map((id) => ({ target, id }))),
      async ({ target, id }) => {
        const url = target.operation.path.replace(/\{\w+\}/g, id);
        const body = target.operation.body ? JSON.stringify(target.good) : undefined;
        const fault = faultOf(await send({ ...target, url }, body), [400]);
        return fault && `${target.operation.id}, ${id.slice(0, 20)}: ${fault}`;
      },
    );

    expect(faults).toEqual([]);
    expect(await contentOf(database)).toBe(before);
  }, 60_000);

  it('is refused or passed over in queries, and never breaks a list', async () => {
    const before = await contentOf(database);
    const values = [
      '',
      'abc',
      '-1',
      '1.5',
      '1e400',
      '99999999999999999999',
      '%00',
      '%ff',
      'x'.repeat(3_000),
      '2026-02-30',
      '99999-01-01',
      '0000-00-00T00:00:00Z',
      "'%3B--",
    ];
    const reads = targets.filter(({ operation }) => operation.method === 'get');
    const queries = reads.flatMap((target) =>
      target.operation.queries.flatMap(({ name }) => [
        ...values.map((value) => ({ target, query: `${name}=${value}` })),
        { target, query: `${name}=1&${name}=2` },
        { target, query: `${name}[__proto__][polluted]=1` },
        { target, query: `__proto__[polluted]=1&constructor.prototype.polluted=1` },
      ]),
    );

    const faults = await inParallel(queries, async ({ target, query }) => {
      const url = `${target.url.split('?')[0]}?${query}`;
      const answer = await send({ ...target, url });
      const fault = answer.status < 400 ? undefined : faultOf(answer, [400, 404, 422]);
      return fault && `${target.operation.id}?${query.slice(0, 60)}: ${fault}`;
    });

    expect(queries.length).toBeGreaterThan(500);
    expect(faults).toEqual([]);
    expect(await contentOf(database)).toBe(before);
  }, 120_000);

  it('is refused for a version that cannot be, in the body or in If-Match', async () => {
    const versioned = withBody().filter(
      ({ operation }) => operation.resolved(operation.body ?? {}).properties?.['version'] !== undefined,
    );
    const before = await contentOf(database);

    const faults = await inParallel(
      versioned.flatMap((target) => [2 ** 31, 2 ** 53 - 1].map((version) => ({ target, version }))),
      async ({ target, version }) => {
        const { good, operation } = target;
        const ifMatch = (tag: string) => send(target, JSON.stringify(good), { ...JSON_TYPE, 'if-match': tag });
        const found = [faultOf(await send(target, JSON.stringify({ ...good, version })), [400, 409])];
        if (operation.takesIfMatch) {
          found.push(faultOf(await ifMatch(`"${version}"`), [400, 409]), faultOf(await ifMatch('W/"abc"'), [400]));
        }
        return found.some(Boolean) ? `${operation.id}: ${found.join('; ')}` : undefined;
      },
    );

    expect(versioned.length).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    expect(await contentOf(database)).toBe(before);
  }, 60_000);

  it('is refused for an Idempotency-Key that is none', async () => {
    const before = await contentOf(database);
    const keyed = targets.find(({ operation }) => operation.id === 'placeOrder')!;

    for (const key of ['x'.repeat(256), 'with space', 'ü']) {
      const answer = await send(keyed, JSON.stringify(keyed.good), { ...JSON_TYPE, 'idempotency-key': key });
      expect(faultOf(answer, [400])).toBeUndefined();
    }
    expect(await contentOf(database)).toBe(before);
  });
});
