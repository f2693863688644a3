import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type Role } from '#libs/kernel';

import {
  type Answer,
  type Api,
  type Caller,
  CALLERS,
  contentOf,
  createTestDatabase,
  type Operation,
  operationsOf,
  Place,
  type Recipe,
  RECIPES,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Parts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const OWN = 'ownmark';
const FOREIGN = 'foreignmark';

/** Every operation of the OpenAPI document, by every role, on one's own outlet and on another. */
describe('who may see and change what', () => {
  let database: TestDatabase;
  let api: Api;
  let operations: Operation[];
  let own: Place;
  let foreign: Place;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
    operations = await operationsOf(api);
    [own, foreign] = await Promise.all([
      Place.open(database, api, OWN, { fresh: true }),
      Place.open(database, api, FOREIGN, { fresh: false }),
    ]);
  }, 90_000);

  const known = () => operations.filter(({ id }) => RECIPES[id]);
  const recipeOf = ({ id }: Operation): Recipe => RECIPES[id]!;
  const mayCall = ({ allowed }: Recipe, by: Caller): boolean => allowed === 'anyone' || allowed.includes(by as Role);

  /** Makes the operation's good request for `place`, to be sent by `by` of `own`. */
  async function prepare(
    operation: Operation,
    by: Caller,
    place: Place,
    parts: Parts = {},
  ): Promise<() => Promise<Answer>> {
    const { path, query, body, contentType, endsLogin } = recipeOf(operation);
    const caller = endsLogin && place === own ? await own.stranger(by) : own.callers[by];
    const ids = parts.path ?? (await path?.(place, by)) ?? {};
    const target = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? name));
    const search = new URLSearchParams(parts.query ?? (await query?.(place, by)) ?? {}).toString();
    const url = search ? `${target}?${search}` : target;
    const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
    if (operation.method === 'get') return () => caller.get(url, headers);
    const sent = parts.body ?? (await body?.(place, by));
    return () => caller[operation.method as 'post'](url, sent, headers);
  }

  const ask = async (operation: Operation, by: Caller, place: Place, parts?: Parts): Promise<Answer> =>
    (await prepare(operation, by, place, parts))();

  const codeOf = ({ body }: Answer) => (body as { code?: string } | undefined)?.code ?? '';
  const told = ({ status, body }: Answer) =>
    `${status} ${codeOf({ status, body } as Answer) || JSON.stringify(body)?.slice(0, 200)}`;

  /** Runs the check for every entry, four at a time; gives the faults it found, a line each. */
  async function faultsOf<T extends { operation: Operation; by: Caller }>(
    entries: readonly T[],
    check: (entry: T) => Promise<string | undefined>,
  ): Promise<string[]> {
    const faults: string[] = [];
    const waiting = [...entries];
    const work = async () => {
      for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
        const fault = await check(entry).catch((error: unknown) => `failed: ${String(error).slice(0, 200)}`);
        if (fault) faults.push(`${entry.operation.id} by ${entry.by}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
    return faults;
  }

  /** The requests for `foreign`, made before any is sent: making them may need new things there. */
  async function prepared(pairs: readonly { operation: Operation; by: Caller }[]) {
    const requests = [];
    for (const pair of pairs) requests.push({ ...pair, send: await prepare(pair.operation, pair.by, foreign) });
    return requests;
  }

  const pairsOf = (which: (recipe: Recipe, by: Caller) => boolean) =>
    known().flatMap((operation) =>
      CALLERS.filter((by) => which(recipeOf(operation), by)).map((by) => ({ operation, by })),
    );

  it('has a recipe for every operation', () => {
    expect(operations.length).toBeGreaterThan(90);
    expect(operations.filter(({ id }) => !RECIPES[id]).map(({ id }) => id)).toEqual([]);
  });

  it('answers 401 to nobody and 403 to the wrong role, and changes nothing', async () => {
    const requests = await prepared(pairsOf((recipe, by) => !mayCall(recipe, by)));
    const before = await contentOf(database);

    const faults = await faultsOf(requests, async ({ by, send }) => {
      const answer = await send();
      const wanted = by === 'anonymous' ? [401] : [403];
      return wanted.includes(answer.status) ? undefined : told(answer);
    });

    expect(faults).toEqual([]);
    expect(await contentOf(database)).toEqual(before);
  }, 120_000);

  it('asks for a token exactly where the document says so', async () => {
    const document = (await (await fetch(`${api.url}/docs-json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; security?: object[] }>>;
    };
    const securityOf = new Map(
      Object.values(document.paths).flatMap((methods) =>
        Object.values(methods).map(({ operationId, security }) => [operationId, security]),
      ),
    );
    const faults = await faultsOf(
      operations.map((operation) => ({ operation, by: 'anonymous' as const })),
      async ({ operation, by }) => {
        const security = securityOf.get(operation.id);
        if (!security) return 'the document does not say who may call it';
        // A table's session is opened by the secret of its QR code, in the body, or by a token of the staff: this body has no secret.
        if (operation.id === 'openTableSession') return undefined;
        const needsToken = security.length > 0 && security.every((scheme) => Object.keys(scheme).length > 0);
        const answer = await ask(operation, by, own);
        // A wrong password and a wrong signature are 401 as well.
        const isRefused = answer.status === 401 && codeOf(answer) === 'TOKEN_MISSING';
        return isRefused === needsToken ? undefined : `${JSON.stringify(security)}, but ${told(answer)}`;
      },
    );

    expect(faults).toEqual([]);
  }, 120_000);

  it('answers 404 for whatever is of another outlet, or of somebody else, and changes nothing', async () => {
    // A customer may order at any outlet, and whoever comes by may ask for the price.
    const isOpenTo = (id: string, by: Caller) =>
      (by === 'CUSTOMER' && ['placeOrder', 'quoteOrder'].includes(id)) || (by === 'anonymous' && id === 'quoteOrder');
    const requests = await prepared(
      pairsOf((recipe, by) => recipe.foreign === 'hidden' && mayCall(recipe, by) && by !== 'ADMIN').filter(
        ({ operation, by }) => !isOpenTo(operation.id, by) && !isOwnList(operation.id, by),
      ),
    );
    const before = await contentOf(database);

    const faults = await faultsOf(requests, async ({ operation, send }) => {
      const answer = await send();
      const isRefused = answer.status === 404 || recipeOf(operation).elsewhere?.includes(codeOf(answer));
      if (!isRefused) return told(answer);
      return JSON.stringify(answer.body).includes(FOREIGN) ? 'names what is hidden' : undefined;
    });

    expect(faults).toEqual([]);
    expect(await contentOf(database)).toEqual(before);
  }, 120_000);

  it('answers a part of another outlet as it answers one that does not exist, and changes nothing', async () => {
    const cases = known().flatMap((operation) =>
      (recipeOf(operation).mixed ?? []).map((mixed) => ({ operation, mixed })),
    );
    const faults: string[] = [];
    for (const { operation, mixed } of cases) {
      const reference = await mixed.reference(foreign);
      const partsOf = async (id: string) => ({
        query: await mixed.query?.(own, id),
        body: await mixed.body?.(own, id),
      });
      const [mine, theirs] = [await partsOf(newId()), await partsOf(reference)];
      const before = await contentOf(database, foreign.outletId);
      const unknown = await ask(operation, mixed.by, own, mine);
      const answer = await ask(operation, mixed.by, own, theirs);
      const isEmpty = answer.status === 200 && (answer.body as { total?: number }).total === 0;
      if (answer.status < 400 && !isEmpty) faults.push(`${operation.id}, ${mixed.name}: ${told(answer)}`);
      if (told(answer) !== told(unknown) && !isEmpty) {
        faults.push(`${operation.id}, ${mixed.name}: ${told(answer)}, but ${told(unknown)} for what does not exist`);
      }
      if (answer.status >= 500) faults.push(`${operation.id}, ${mixed.name}: ${told(answer)}`);
      if ((await contentOf(database, foreign.outletId)) !== before)
        faults.push(`${operation.id}, ${mixed.name}: changed it`);
    }

    expect(faults).toEqual([]);
  }, 120_000);

  it('answers 404 for what does not exist, to everybody who may ask', async () => {
    const named = pairsOf(mayCall).filter(({ operation: { path } }) => /\{a?id\}/.test(path));

    const faults = await faultsOf(named, async ({ operation, by }) => {
      const answer = await ask(operation, by, own, {
        path: { id: newId(), aid: newId(), vid: newId(), pid: newId(), item_id: newId() },
      });
      return answer.status === 404 ? undefined : told(answer);
    });

    expect(faults).toEqual([]);
  }, 120_000);

  it('lets every role do what is theirs, and shows them nothing of another outlet', async () => {
    const faults = await faultsOf(pairsOf(mayCall), async ({ operation, by }) => {
      const recipe = recipeOf(operation);
      const answer = await ask(operation, by, own);
      if (answer.status >= 400 && !recipe.problems?.includes(codeOf(answer))) return told(answer);
      const text = JSON.stringify(answer.body) ?? '';
      return by !== 'ADMIN' && text.includes(FOREIGN) ? 'shows what is of another outlet' : undefined;
    });

    expect(faults).toEqual([]);
  }, 180_000);

  it('shows in lists without a filter what is of the own outlet alone', async () => {
    const lists = pairsOf((recipe, by) => recipe.allowed !== 'anyone' && mayCall(recipe, by) && by !== 'ADMIN').filter(
      ({ operation: { method, path } }) => method === 'get' && !path.includes('{'),
    );

    const faults = await faultsOf(lists, async ({ operation, by }) => {
      const answer = await ask(operation, by, own, { query: {} });
      if (answer.status >= 500) return told(answer);
      const text = JSON.stringify(answer.body) ?? '';
      return text.includes(FOREIGN) || text.includes(foreign.outletId) ? 'shows what is of another outlet' : undefined;
    });

    expect(lists.length).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  }, 60_000);
});

/** Whose list is their own whatever outlet they name. */
const isOwnList = (id: string, by: Caller): boolean =>
  ['listOrders', 'listTransactions'].includes(id) && (by === 'GUEST' || by === 'CUSTOMER');
