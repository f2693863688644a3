import { setTimeout as delay } from 'node:timers/promises';

import { expect, it } from '@jest/globals';

import {
  type Api,
  client,
  connectWebSocket,
  createShop,
  createTestDatabase,
  describeWithRedis,
  eventually,
  expectStatus,
  startApi,
  startRedis,
  type TestDatabase,
} from '../support/index.js';

/** `CHAOS_SECONDS=600` cuts for minutes at a time. */
const SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 15);
/** `KITCHEN_RATE`: orders a second. */
const RATE = Number(process.env['KITCHEN_RATE'] ?? 40);

const MOST_WAITING = 60;

interface Ticket {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly marks: readonly string[];
}

interface Snapshot {
  readonly seq: number;
  readonly truncated: boolean;
  readonly data: readonly Ticket[];
}

const isShown = ({ state, marks }: Ticket): boolean => !['SERVED', 'VOIDED'].includes(state) || marks.length > 0;

/**
 * A display, as the page at /kitchen/ is one: a snapshot, then the messages behind it; a ticket replaces the one of a lower version. Its line is cut
 * again and again, for as long as `cuts` says. It goes on from the last number that it heard of, and begins anew where that is too long ago.
 */
class Board {
  readonly tickets = new Map<string, Ticket>();
  readonly versions = new Map<string, number>();
  /** The number of the last message that it heard. */
  seq = 0;
  cuts = 0;
  /** Messages, and snapshots whole or since a number, that it took. */
  heard = 0;
  resyncs = 0;

  constructor(
    private readonly server: () => Api,
    private readonly token: string,
    private readonly cutsMs: readonly number[],
    private readonly catchesUp: 'BY_STREAM' | 'BY_SNAPSHOT',
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    await this.reload(isOver);
    while (!isOver()) {
      const length = this.cutsMs[this.cuts % this.cutsMs.length] ?? 1000;
      await this.listen(length + 500, isOver).catch(() => delay(100));
      this.cuts++;
      const end = Date.now() + length;
      while (Date.now() < end && !isOver()) await delay(50);
      if (this.catchesUp === 'BY_SNAPSHOT') await this.catchUp(isOver);
    }
  }

  /** All tickets that are on the screens. */
  async reload(isOver: () => boolean): Promise<void> {
    const body = await this.ask('/kitchen/tickets', isOver);
    if (!body) return;
    this.tickets.clear();
    body.data.forEach((ticket) => this.take(ticket));
    this.seq = Math.max(this.seq, body.seq);
  }

  /** What changed since the last number, as it is now. */
  async catchUp(isOver: () => boolean): Promise<void> {
    const body = await this.ask(`/kitchen/tickets?since=${this.seq}`, isOver);
    if (!body) return this.reload(isOver);
    if (body.truncated) return this.reload(isOver);
    body.data.forEach((ticket) => this.take(ticket));
    this.seq = Math.max(this.seq, body.seq);
    this.resyncs++;
  }

  /** Null where the log does not reach back so far. A server that is gone is asked again. */
  private async ask(path: string, isOver: () => boolean): Promise<Snapshot | null> {
    for (;;) {
      const answer = await client(this.server(), this.token)
        .get<Snapshot>(path)
        .catch(() => undefined);
      if (answer?.status === 200) return answer.body;
      if (answer?.status === 409 || isOver()) return null;
      await delay(100);
    }
  }

  private async listen(forMs: number, isOver: () => boolean): Promise<void> {
    const channel = await connectWebSocket(this.server(), { token: this.token, since: this.seq });
    const end = Date.now() + forMs;
    let read = 0;
    const drain = (): void => {
      for (; read < channel.messages.length; read++) {
        const { seq, type, payload } = channel.messages[read]!;
        if (type === 'TICKETS_CHANGED') (payload['tickets'] as Ticket[]).forEach((ticket) => this.take(ticket));
        this.seq = Math.max(this.seq, seq);
        this.heard++;
      }
    };
    while (Date.now() < end && !isOver() && channel.socket.readyState === channel.socket.OPEN) {
      await delay(25);
      drain();
    }
    channel.close();
    drain();
  }

  private take(ticket: Ticket): void {
    if ((this.versions.get(ticket.id) ?? 0) > ticket.version) return;
    this.versions.set(ticket.id, ticket.version);
    if (isShown(ticket)) this.tickets.set(ticket.id, ticket);
    else this.tickets.delete(ticket.id);
  }

  shown = (): [string, number, string][] =>
    [...this.tickets.values()].map(({ id, version, state }): [string, number, string] => [id, version, state]).sort();
}

async function boardOf(database: TestDatabase, outletId: string): Promise<[string, number, string][]> {
  const rows = await database.query<{ id: string; version: number; state: string }>(
    `SELECT id, version, state FROM kitchen_tickets
     WHERE outlet_id = $1 AND (state IN ('OPEN', 'HELD', 'READY') OR (closed_at IS NULL AND marks <> '[]'))`,
    [outletId],
  );
  return rows.map(({ id, version, state }): [string, number, string] => [id, version, state]).sort();
}

describeWithRedis('a kitchen’s board whose line is cut', () => {
  it(
    'is the database’s in the end, whatever was cut, and whichever process died',
    async () => {
      const [database, redis] = [await createTestDatabase(), await startRedis()];
      const options = { database, redis, env: { LOG_LEVEL: 'warn' } };
      const apis: Api[] = await Promise.all([startApi(options), startApi(options)]);
      const shop = await createShop(database, apis[0]!);
      const dishes = [
        await shop.product('Soto', 10_000, { station: 'kitchen' }),
        await shop.product('Burger', 10_000, {
          station: 'kitchen',
          components: [
            { station: 'kitchen', name: 'Patty' },
            { station: 'fryer', name: 'Fries' },
          ],
        }),
        await shop.product('Beer', 10_000, { station: 'bar' }),
      ];
      const began = Date.now();
      let hasDied = false;
      const isOver = () => Date.now() - began > SECONDS * 1000 && hasDied;
      let isDone = false;
      let turn = 0;
      const server = () => apis[turn++ % apis.length]!;
      const { kitchen, waiter } = shop.accounts;

      // From a blink to the whole of the test; those of the long run are of minutes.
      const cuts = [[200, 1000, 3000], [SECONDS * 250, 500], [SECONDS * 400]];
      const boards = cuts.flatMap((lengths) =>
        (['BY_STREAM', 'BY_SNAPSHOT'] as const).map((way) => new Board(server, kitchen.token, lengths, way)),
      );
      const watching = boards.map((board) => board.run(() => isDone));

      let placed = 0;
      let moved = 0;
      const asked: Promise<unknown>[] = [];
      const waiting: string[][] = [];
      const bump = async (itemIds: readonly string[], status: string): Promise<void> => {
        const answer = await client(server(), kitchen.token)
          .post('/kitchen/bump', { item_ids: itemIds, status })
          .catch(() => undefined);
        if (answer?.status === 200) moved++;
      };
      const work = async (): Promise<void> => {
        const one = dishes[placed % dishes.length]!;
        const items = [one, dishes[2]!].map(({ id: product_id }) => ({ product_id, quantity: 1 }));
        const order = await client(server(), waiter.token)
          .post<{ id: string; items: { id: string }[] }>('/orders', {
            outlet_id: shop.outletId,
            type: 'TAKEAWAY',
            items,
          })
          .catch(() => undefined);
        if (order?.status !== 201) return;
        placed++;
        const itemIds = order.body.items.map(({ id }) => id);
        waiting.push(itemIds);
        const status = [undefined, 'COOKING', 'READY', 'DONE'][placed % 4];
        if (status) await bump(itemIds, status);
        // As many as fit on a screen wait at a time: what was first is served.
        if (waiting.length > MOST_WAITING) await bump(waiting.shift()!, 'DONE');
      };
      const killing = (async () => {
        await delay((SECONDS * 1000) / 3);
        await apis[1]!.kill();
        apis[1] = await startApi(options);
        hasDied = true;
      })();
      // At the rate that is asked for, as far as the machine keeps up: no more than so many are under way.
      let underWay = 0;
      for (let n = 0; !isOver(); n++) {
        const due = began + (n * 1000) / RATE;
        if (due > Date.now()) await delay(due - Date.now());
        while (underWay >= 2 * RATE) await delay(10);
        underWay++;
        asked.push(work().finally(() => underWay--));
      }
      await Promise.all([...asked, killing]);

      // Some of it is over by now, and none of it changes any more.
      const expected = await boardOf(database, shop.outletId);
      const { seq } = expectStatus(200, await client(apis[0]!, kitchen.token).get<Snapshot>('/kitchen/tickets'));
      await eventually(
        () => {
          expect(boards.map((board) => board.seq >= seq)).toEqual(boards.map(() => true));
          return Promise.resolve();
        },
        { timeoutMs: 120_000 },
      );
      isDone = true;
      await Promise.all(watching);

      for (const board of boards) expect(board.shown()).toEqual(expected);
      expect(await boardOf(database, shop.outletId)).toEqual(expected);
      expect(placed).toBeGreaterThan(SECONDS);
      expect(moved).toBeGreaterThan(0);
      for (const board of boards) expect(board.cuts).toBeGreaterThan(0);
      process.stdout.write(
        `${placed} orders, ${moved} bumps in ${SECONDS} s; cuts ${boards.map(({ cuts: n }) => n).join(', ')}; messages ${boards.map(({ heard }) => heard).join(', ')}\n`,
      );
    },
    (SECONDS * 3 + 300) * 1000,
  );
});
