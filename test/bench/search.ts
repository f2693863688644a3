import { median } from './load.js';
import type { Server } from './processes.js';
import type { World } from './world.js';

export const SEARCHED = 20_000;
const QUESTIONS = 400;

const KINDS = [
  'Café',
  'Pão',
  'Bolo',
  'Suco',
  'Chá',
  'Açaí',
  'Torta',
  'Queijo',
  'Espresso',
  'Brigadeiro',
  'Croissant',
  'Nasi',
  'Mie',
  'Kopi',
];
const WAYS = [
  'gelado',
  'quente',
  'com açúcar',
  'de cenoura',
  'de maracujá',
  'goreng',
  'susu',
  'especial',
  'da casa',
  'integral',
  'crocante',
];
const PLACES = [
  'Minas',
  'São Paulo',
  'Bahia',
  'Jakarta',
  'Bandung',
  'Belém',
  'Curitiba',
  'Sumatra',
  'Goiás',
  'Recife',
  'Olinda',
  'Toraja',
];

export interface Search {
  readonly products: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Milliseconds at the 95th percentile of each way to ask. */
  readonly byKind: Readonly<Record<string, number>>;
}

export interface SearchComparison {
  readonly ours: Search;
  readonly theirs?: Search;
}

/** How people ask: as it is written, without accents, by the beginning of words, with a typo. Most questions are new, so that no cache answers. */
const ASK: Readonly<Record<string, (name: string) => string>> = {
  exact: (name) => name,
  plain: (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase(),
  begun: (name) =>
    name
      .split(' ')
      .map((word) => word.slice(0, 3))
      .join(' '),
  typo: (name) => `${name.slice(0, 2)}${name.slice(3)}`,
  broad: (name) => name.split(' ').slice(0, 2).join(' '),
};

/**
 * Searches 20,000 products, one question at a time, with the first page of 20 as the answer. The baseline, where there is one, is asked the
 * same in turn.
 */
export async function measureSearch(world: World, api: Server, baseline?: Server): Promise<SearchComparison> {
  const names = Array.from(
    { length: SEARCHED },
    (_, i) => `${pick(KINDS, i)} ${pick(WAYS, i * 7)} ${pick(PLACES, i * 13)} ${i}`,
  );
  await world.execute(
    `INSERT INTO products (id, outlet_id, currency, sku, name, description, price, featured, track_stock, version, created_at, updated_at)
     SELECT gen_random_uuid(), '${world.outletId}', 'IDR', 'F-' || i, name, 'Feito hoje, servido na hora', 1000 + i, false, false, 1,
       now(), now()
     FROM unnest(ARRAY[${names.map((name) => `'${name}'`).join()}]) WITH ORDINALITY AS n(name, i)`,
  );
  await world.settle();
  const servers = baseline ? [api, baseline] : [api];
  const times = servers.map(() => new Map<string, number[]>());
  for (const [kind, ask] of Object.entries(ASK)) {
    for (const each of times) each.set(kind, []);
    for (let i = 0; i < QUESTIONS; i++) {
      for (const at of i % 2 ? [0, 1] : [1, 0]) {
        const server = servers[at];
        if (server) times[at]?.get(kind)?.push(await timed(world, server, ask(pick(names, i * 37))));
      }
    }
  }
  const [ours, theirs] = times.map(summary);
  if (!ours) throw new Error('Nobody was asked');
  return { ours, theirs };
}

function summary(times: ReadonlyMap<string, readonly number[]>): Search {
  const all = [...times.values()].flat();
  const byKind = Object.fromEntries([...times].map(([kind, each]) => [kind, percentile(each, 0.95)]));
  return { products: SEARCHED, p50Ms: median(all), p95Ms: percentile(all, 0.95), byKind };
}

async function timed(world: World, { url }: Server, question: string): Promise<number> {
  const path = `/api/v1/products/search?outlet_id=${world.outletId}&limit=20&q=${encodeURIComponent(question)}`;
  const started = performance.now();
  const response = await fetch(`${url}${path}`);
  await response.text();
  const took = performance.now() - started;
  if (response.status !== 200) throw new Error(`A search was refused: ${response.status}`);
  return took;
}

const pick = (from: readonly string[], i: number): string => from[i % from.length] ?? '';

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
