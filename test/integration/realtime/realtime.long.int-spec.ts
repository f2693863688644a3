import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import WebSocket from 'ws';

import { newId, type NewEvent, type StaffRole } from '#libs/kernel';

import { client } from '../../support/client.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { describeWithRedis, startRedis } from '../../support/redis.js';
import { connectSocket, connectWebSocket, type Message } from '../../support/sockets.js';
import { commitEvents } from './event-rows.js';
import { People, type RealtimeApp, startRealtime } from './realtime-app.js';

interface Ack {
  readonly ok: boolean;
  readonly result?: Record<string, unknown>;
  readonly problem?: {
    readonly status: number;
    readonly code: string;
    readonly errors?: { readonly pointer: string }[];
  };
}

describe('realtime', () => {
  const people = new People();
  let database: TestDatabase;
  let here: RealtimeApp;
  let there: RealtimeApp;
  let outlet: string;

  beforeAll(async () => {
    database = await createTestDatabase({ eventsAreMadeUp: true });
    [here, there] = await Promise.all([startRealtime({ database, people }), startRealtime({ database, people })]);
  });

  beforeEach(() => {
    outlet = newId();
  });

  function hire(role: StaffRole = 'KITCHEN', outletIds = [outlet]): { id: string; token: string } {
    const id = newId();
    people.accounts.set(id, { userId: id, role, outletIds });
    return { id, token: here.tokenFor(id) };
  }

  function seat(outletId = outlet): { sessionId: string; token: string } {
    const [sessionId, token] = [newId(), `ts_${newId()}`];
    people.guests.set(token, { kind: 'guest', role: 'GUEST', sessionId, tableId: newId(), outletId });
    return { sessionId, token };
  }

  const order = (change: Partial<NewEvent> = {}): NewEvent => {
    const id = newId();
    return { type: 'NEW_ORDER', outletId: outlet, payload: { id, order_id: id, status: 'NEW', items: [] }, ...change };
  };
  const numbered = (count: number): NewEvent[] =>
    Array.from({ length: count }, (_, n) => order({ payload: { id: newId(), status: 'NEW', n } }));

  /** The end of the log, and of the outlet's events, once everything that was committed has its numbers. */
  const end = (outletId = outlet): Promise<{ place: number; seq: number }> =>
    eventually(async () => {
      const [log] = await database.query<{ place: number; seq: number; waiting: boolean }>(
        `SELECT last_seq::int AS place, coalesce((SELECT last_seq FROM event_streams WHERE outlet_id = $1), 0)::int AS seq,
           EXISTS (SELECT FROM events WHERE seq IS NULL) AS waiting FROM event_counter`,
        [outletId],
      );
      expect(log).toMatchObject({ waiting: false });
      return log!;
    });
  const lastSeq = async () => (await end()).seq;
  const lastCursor = async () => `00000001.${(await end()).place}`;
  const numbersOf = (messages: readonly Message[]) => messages.map(({ payload }) => payload['n']);

  const transports = [
    ['Socket.IO', connectSocket],
    ['a plain WebSocket', connectWebSocket],
  ] as const;

  describeWithRedis('with Redis between two processes', () => {
    it('tells every message once, in order, and goes on when Redis dies', async () => {
      const redis = await startRedis();
      const env = { REDIS_URL: redis.url };
      const apps = await Promise.all([
        startRealtime({ database, people, env }),
        startRealtime({ database, people, env }),
      ]);
      const { token } = hire();
      const tablets = await Promise.all(
        apps.flatMap((app) => [connectSocket(app, { token }), connectWebSocket(app, { token })]),
      );
      const heard = (n: number) =>
        Promise.all(tablets.map(({ waitFor }) => waitFor(({ payload }) => payload['n'] === n)));

      await commitEvents(database, numbered(300));
      await heard(299);
      await redis.kill();
      await commitEvents(database, [order({ payload: { n: 300 } })]);
      await heard(300);

      for (const tablet of tablets) expect(numbersOf(tablet.messages)).toEqual([...Array(301).keys()]);
      tablets.forEach((tablet) => tablet.close());
      const started = performance.now();
      await Promise.all(apps.map((app) => app.close()));
      expect(performance.now() - started).toBeLessThan(5_000);
    });
  });

  describe.each(transports)('over %s', (_, connect) => {
    it('tells staff what happens in their outlet, in the shape of the contract, on every process', async () => {
      const { token } = hire();
      const tablets = [await connect(here, { token }), await connect(there, { token })];
      const placed = order();

      await commitEvents(database, [order({ outletId: newId() }), placed]);

      for (const tablet of tablets) {
        const message = await tablet.waitFor(({ type }) => type === 'NEW_ORDER');
        expect(message).toEqual({
          id: expect.any(String),
          seq: expect.any(Number),
          cursor: expect.stringMatching(/^[0-9A-F]{8}\.\d+$/),
          type: 'NEW_ORDER',
          occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          outlet_id: outlet,
          payload: placed.payload,
        });
        expect(tablet.messages).toEqual([message]);
        tablet.close();
      }
    });

    it('tells a guest of their own session and of what is sold out, and of nothing else', async () => {
      const [mine, other] = [seat(), seat()];
      const phone = await connect(here, { token: mine.token });

      await commitEvents(database, [
        order(),
        order({ sessionId: other.sessionId }),
        order({ sessionId: mine.sessionId }),
        { type: 'LOW_STOCK', outletId: outlet, payload: { n: 1 } },
        { type: 'SHIFT_OPENED', outletId: outlet, payload: { n: 2 } },
        { type: 'PRODUCT_AVAILABILITY_CHANGED', outletId: newId(), payload: { n: 3 } },
        { type: 'PRODUCT_AVAILABILITY_CHANGED', outletId: outlet, payload: { n: 4 } },
      ]);

      await phone.waitFor(({ payload }) => payload['n'] === 4);
      expect(phone.messages.map(({ type }) => type)).toEqual(['NEW_ORDER', 'PRODUCT_AVAILABILITY_CHANGED']);
      phone.close();
    });

    it('shows the bar its own lines alone', async () => {
      const bar = await connect(here, { token: hire().token, station: 'Bar' });
      const [soto, kopi] = [
        { id: newId(), station: 'kitchen' },
        { id: newId(), station: 'bar' },
      ];

      await commitEvents(database, [
        order({ payload: { items: [soto] } }),
        { type: 'PAYMENT_UPDATED', outletId: outlet, payload: {} },
        order({ payload: { items: [soto, kopi] } }),
      ]);

      const message = await bar.waitFor(() => true);
      expect(message.payload).toEqual({ items: [kopi] });
      bar.close();
    });

    it('replays what was missed, with the same eyes, and then goes on live', async () => {
      const before = await lastSeq();
      const mine = seat();
      await commitEvents(
        database,
        numbered(1_203).concat(order({ sessionId: mine.sessionId, payload: { n: 'mine' } })),
      );
      await eventually(async () => expect(await lastSeq()).toBe(before + 1_204));

      const [tablet, phone] = [
        await connect(here, { token: hire().token, since: before }),
        await connect(there, { token: mine.token, since: 0 }),
      ];
      await tablet.waitFor(({ payload }) => payload['n'] === 'mine');
      await commitEvents(database, [order({ sessionId: mine.sessionId, payload: { n: 'live' } })]);
      await Promise.all([tablet, phone].map(({ waitFor }) => waitFor(({ payload }) => payload['n'] === 'live')));

      expect(numbersOf(tablet.messages)).toEqual([...Array(1_203).keys(), 'mine', 'live']);
      expect(numbersOf(phone.messages)).toEqual(['mine', 'live']);
      tablet.close();
      phone.close();
    });

    it('tells a client of two outlets what it missed of each, by what it saw of each or by a cursor', async () => {
      const shop = newId();
      const { token } = hire('KASIR', [outlet, shop]);
      const named = (outletId: string, n: string) => order({ outletId, payload: { n } });
      const watched = await connect(here, { token });
      await commitEvents(database, [
        named(outlet, 'café 1'),
        named(shop, 'shop 1'),
        named(outlet, 'café 2'),
        named(shop, 'shop 2'),
        named(outlet, 'café 3'),
      ]);
      await watched.waitFor(({ payload }) => payload['n'] === 'café 3');
      const [first] = watched.messages;

      const bySeqs = await connect(there, { token, since: { [outlet]: 2, [shop]: 1 } });
      const byCursor = await connect(there, { token, since: first!.cursor });
      const ofShop = await connect(there, { token, since: 1, outletId: shop });
      const unclear = await connect(there, { token, since: 1 });
      await commitEvents(database, [named(shop, 'shop 3'), named(outlet, 'café 4')]);
      const channels = [bySeqs, byCursor, unclear];
      await Promise.all(channels.map(({ waitFor }) => waitFor(({ payload }) => payload['n'] === 'café 4')));
      await ofShop.waitFor(({ payload }) => payload['n'] === 'shop 3');

      expect(watched.messages.map(({ seq }) => seq).slice(0, 5)).toEqual([1, 1, 2, 2, 3]);
      expect(numbersOf(bySeqs.messages)).toEqual(['shop 2', 'café 3', 'shop 3', 'café 4']);
      expect(numbersOf(byCursor.messages)).toEqual(['shop 1', 'café 2', 'shop 2', 'café 3', 'shop 3', 'café 4']);
      expect(numbersOf(ofShop.messages)).toEqual(['shop 2', 'shop 3']);
      expect(unclear.messages[0]).toMatchObject({ type: 'RESYNC_REQUIRED', seq: null });
      for (const channel of [watched, ofShop, ...channels]) channel.close();
    });

    it('refuses an outlet that is not the user’s, and one that is none', async () => {
      const { token } = hire('WAITER');

      await expect(connect(here, { token, outletId: newId() })).rejects.toThrow(/OUTLET_NOT_FOUND|404/);
      await expect(connect(here, { token, outletId: 'cafe' })).rejects.toThrow(/VALIDATION_FAILED|400/);
    });

    it('starts live for a client that was ahead of the log, as after a database was set back', async () => {
      const tablet = await connect(here, { token: hire().token, since: (await lastSeq()) + 1_000 });

      await commitEvents(database, numbered(1));

      await tablet.waitFor(({ payload }) => payload['n'] === 0);
      tablet.close();
    });

    it('misses nothing and repeats nothing while a client comes and goes between two processes under load', async () => {
      const TOTAL = 2_000;
      const { token } = hire();
      let since = await lastSeq();
      const seen: Message[] = [];
      const writing = (async () => {
        const events = numbered(TOTAL);
        while (events.length > 0) await commitEvents(database, events.splice(0, 1 + Math.floor(Math.random() * 20)));
      })();

      for (let visit = 0; seen.length < TOTAL; visit++) {
        const tablet = await connect(visit % 2 ? here : there, { token, since });
        const goal = Math.min(TOTAL - seen.length, 1 + Math.floor(Math.random() * 150));
        await tablet.waitFor(() => tablet.messages.length >= goal, 15_000);
        tablet.close();
        seen.push(...tablet.messages);
        since = seen.at(-1)!.seq;
      }
      await writing;

      expect(numbersOf(seen)).toEqual([...Array(TOTAL).keys()]);
      const seqs = seen.map(({ seq }) => seq);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    }, 60_000);

    it('tells a guest that their session has closed, then hangs up, and does not know the token again', async () => {
      const [mine, other] = [seat(), seat()];
      const phones = [await connect(here, { token: mine.token }), await connect(there, { token: mine.token })];
      const neighbour = await connect(here, { token: other.token });
      const gone = phones.map(({ socket }) => ended(socket));

      people.guests.delete(mine.token);
      await commitEvents(database, [
        { type: 'TABLE_SESSION_CLOSED', outletId: outlet, sessionId: mine.sessionId, payload: { id: mine.sessionId } },
        { type: 'PRODUCT_AVAILABILITY_CHANGED', outletId: outlet, payload: {} },
      ]);

      await Promise.all(gone);
      for (const phone of phones) expect(phone.messages.map(({ type }) => type)).toEqual(['TABLE_SESSION_CLOSED']);
      await neighbour.waitFor(({ type }) => type === 'PRODUCT_AVAILABILITY_CHANGED');
      await expect(connect(there, { token: mine.token })).rejects.toThrow(/SESSION_CLOSED|401/);
      neighbour.close();
    });

    it('hangs up on a user whose sessions ended, and stops telling one who lost an outlet', async () => {
      const [moved, fired] = [hire(), hire()];
      const tablets = { moved: await connect(here, moved), fired: await connect(there, fired) };
      const gone = ended(tablets.fired.socket);

      people.accounts.delete(fired.id);
      const elsewhere = newId();
      people.accounts.set(moved.id, { userId: moved.id, role: 'KITCHEN', outletIds: [elsewhere] });
      await commitEvents(database, [
        { type: 'USER_CHANGED', outletId: null, payload: { user_id: fired.id } },
        { type: 'USER_CHANGED', outletId: null, payload: { user_id: moved.id } },
      ]);
      await gone;
      await eventually(async () => {
        await commitEvents(database, [order({ outletId: elsewhere, payload: { n: 'new' } })]);
        await tablets.moved.waitFor(({ payload }) => payload['n'] === 'new', 1_500);
      });
      await commitEvents(database, [
        order({ payload: { n: 'old' } }),
        order({ outletId: elsewhere, payload: { n: 'end' } }),
      ]);

      await tablets.moved.waitFor(({ payload }) => payload['n'] === 'end');
      expect(numbersOf(tablets.moved.messages)).not.toContain('old');
      tablets.moved.close();
    });

    it.each([
      ['no number', 'yesterday'],
      ['negative', '-1'],
      ['a fraction', '1.5'],
      ['beyond every integer', '9'.repeat(30)],
    ])('refuses a since that is %s', async (_how, since) => {
      const refused = connect(here, { token: hire().token, since: since as unknown as number });

      await expect(refused).rejects.toThrow(/VALIDATION_FAILED|400/);
    });

    it.each(['garbage', 'a.b.c', `ts_${newId()}`])('refuses the token %s at the handshake', async (token) => {
      await expect(connect(here, { token })).rejects.toThrow(/TOKEN_INVALID|SESSION_CLOSED|401/);
    });
  });

  it('names the refusal of a handshake in the connect error', async () => {
    const refused = await connectSocket(here, {}).catch((fault: unknown) => fault as { data: unknown });

    expect(refused).toMatchObject({ message: 'TOKEN_MISSING', data: { code: 'TOKEN_MISSING', status: 401 } });
  });

  it('hangs up when a token expires', async () => {
    const brief = await startRealtime({ database, people, env: { JWT_TTL: '2s' } });
    const { id } = hire();
    const [tablet, plain] = await Promise.all([
      connectSocket(brief, { token: brief.tokenFor(id) }),
      connectWebSocket(brief, { token: brief.tokenFor(id) }),
    ]);

    await Promise.all([ended(tablet.socket), ended(plain.socket)]);
    await brief.close();
  });

  describe('a bump over the socket', () => {
    const ask = (socket: Awaited<ReturnType<typeof connectSocket>>['socket'], message: unknown): Promise<Ack> =>
      socket.timeout(5_000).emitWithAck('order:status', message) as Promise<Ack>;

    it('does what the route does, and answers with its result', async () => {
      const { token, id } = hire();
      const tablet = await connectSocket(here, { token });
      const [orderId, itemId] = [newId(), newId()];
      here.orders.statuses.set(orderId, 'NEW');

      const answer = await ask(tablet.socket, { order_id: orderId, item_id: itemId, status: 'COOKING' });

      expect(answer).toEqual({
        ok: true,
        result: { id: orderId, status: 'COOKING', version: 2 },
      });
      expect(here.orders.asked.at(-1)).toMatchObject({ orderId, itemId, status: 'COOKING', by: { id } });
      tablet.close();
    });

    it('answers a refusal with the problem document of the route', async () => {
      const tablet = await connectSocket(here, { token: hire().token });
      const orderId = newId();
      here.orders.statuses.set(orderId, 'DONE');

      const answer = await ask(tablet.socket, { order_id: orderId, status: 'READY' });

      expect(answer).toEqual({
        ok: false,
        problem: {
          type: 'urn:comanda:problem:invalid_transition',
          title: 'Conflict with the current state',
          status: 409,
          code: 'INVALID_TRANSITION',
          detail: 'A DONE order stays as it is.',
          error: 'A DONE order stays as it is.',
          request_id: expect.any(String),
          current_status: 'DONE',
          allowed: [],
        },
      });
      tablet.close();
    });

    it.each([
      ['nothing', undefined, []],
      ['a text', 'COOKING', []],
      ['a list', [1, 2], []],
      ['bytes', Buffer.from('{}'), ['/order_id', '/status']],
      ['an empty object', {}, ['/order_id', '/status']],
      ['an unknown status', { order_id: newId(), status: 'EATEN' }, ['/status']],
      ['an unknown field', { order_id: newId(), status: 'READY', price: 1 }, ['/price']],
      ['a line that is no id', { order_id: newId(), item_id: 7, status: 'READY' }, ['/item_id']],
    ])('refuses %s with every fault, and asks ordering nothing', async (_what, message, pointers) => {
      const tablet = await connectSocket(here, { token: hire().token });
      const askedBefore = here.orders.asked.length;

      const answer = await ask(tablet.socket, message);

      expect(answer).toMatchObject({ ok: false, problem: { status: 400, code: 'VALIDATION_FAILED' } });
      expect((answer.problem?.errors ?? []).map(({ pointer }) => pointer)).toEqual(pointers);
      expect(here.orders.asked).toHaveLength(askedBefore);
      tablet.close();
    });

    it('is refused to guests', async () => {
      const phone = await connectSocket(here, seat());

      const answer = await ask(phone.socket, { order_id: newId(), status: 'READY' });

      expect(answer).toMatchObject({ ok: false, problem: { status: 403, code: 'FORBIDDEN' } });
      phone.close();
    });

    it('is limited to 30 a second, and the socket lives', async () => {
      const tablet = await connectSocket(here, { token: hire().token });
      const orderId = newId();
      here.orders.statuses.set(orderId, 'NEW');

      const answers = await Promise.all(
        Array.from({ length: 100 }, () => ask(tablet.socket, { order_id: orderId, status: 'READY' })),
      );

      const refused = answers.filter(({ problem }) => problem?.code === 'RATE_LIMITED');
      expect(refused.length).toBeGreaterThan(50);
      expect(refused.length).toBeLessThanOrEqual(70);
      expect(refused[0]?.problem?.status).toBe(429);
      expect(tablet.socket.connected).toBe(true);
      tablet.close();
    });

    it('keeps the order in which it was said', async () => {
      const tablet = await connectSocket(here, { token: hire().token });
      const orderId = newId();
      here.orders.statuses.set(orderId, 'NEW');

      await Promise.all(
        (['ACCEPTED', 'COOKING', 'READY'] as const).map((status) => ask(tablet.socket, { order_id: orderId, status })),
      );

      const asked = here.orders.asked.filter((change) => change.orderId === orderId).map(({ status }) => status);
      expect(asked).toEqual(['ACCEPTED', 'COOKING', 'READY']);
      tablet.close();
    });

    it('is heard from a client without acks, and drops what it does not know', async () => {
      const tablet = await connectSocket(here, { token: hire().token });
      const orderId = newId();
      here.orders.statuses.set(orderId, 'NEW');

      tablet.socket.emit('join', 'outlet:everyone');
      tablet.socket.emit('order:status', { order_id: orderId, status: 'READY' });

      await eventually(() => expect(here.orders.statuses.get(orderId)).toBe('READY'));
      tablet.close();
    });

    it('works over a plain WebSocket, answered by an ACK that carries back whatever the client sent as ack', async () => {
      const tablet = await connectWebSocket(here, { token: hire().token });
      const orderId = newId();
      here.orders.statuses.set(orderId, 'NEW');

      tablet.socket.send(JSON.stringify({ type: 'order:status', order_id: orderId, status: 'READY', ack: { n: 1 } }));
      tablet.socket.send(JSON.stringify({ type: 'order:status', order_id: newId(), status: 'READY', ack: 2 }));
      tablet.socket.send('not json');

      await eventually(() => expect(tablet.messages).toHaveLength(3));
      const answers = [...tablet.messages] as unknown as { ack: unknown }[];
      expect(answers.filter(({ ack }) => ack !== null).concat(answers.filter(({ ack }) => ack === null))).toEqual([
        { type: 'ACK', ack: { n: 1 }, ok: true, result: expect.objectContaining({ status: 'READY' }) },
        { type: 'ACK', ack: 2, ok: false, problem: expect.objectContaining({ code: 'ORDER_NOT_FOUND', status: 404 }) },
        {
          type: 'ACK',
          ack: null,
          ok: false,
          problem: expect.objectContaining({ code: 'MALFORMED_JSON', status: 400 }),
        },
      ]);
      tablet.close();
    });
  });

  describe('a plain WebSocket', () => {
    const wsUrl = (app: RealtimeApp, path: string) => `${app.url.replace('http', 'ws')}${path}`;
    const open = async (socket: WebSocket): Promise<Message[]> => {
      const messages: Message[] = [];
      socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
      await once(socket, 'open');
      return messages;
    };

    it('takes the token as a subprotocol, and answers on the older path too', async () => {
      const socket = new WebSocket(wsUrl(here, '/api/ws'), ['bearer', hire().token]);
      const messages = await open(socket);

      await commitEvents(database, numbered(1));

      await eventually(() => expect(numbersOf(messages)).toEqual([0]));
      expect(socket.protocol).toBe('bearer');
      socket.terminate();
    });

    it('takes the token in its first frame, and what was missed with it', async () => {
      const before = await lastSeq();
      await commitEvents(database, numbered(3));
      const socket = new WebSocket(wsUrl(here, '/api/v1/ws'));
      const messages = await open(socket);

      socket.send(JSON.stringify({ type: 'AUTH', token: hire().token, since: before, ack: 'in' }));
      await eventually(() => expect(messages).toHaveLength(4));

      expect(messages[0]).toEqual({ type: 'ACK', ack: 'in', ok: true });
      expect(numbersOf(messages.slice(1))).toEqual([0, 1, 2]);
      socket.terminate();
    });

    it('goes on without gap or repeat when it brings a fresh token', async () => {
      const { id, token } = hire();
      const tablet = await connectWebSocket(here, { token, since: await lastSeq() });

      for (let n = 0; n < 20; n++) {
        await commitEvents(database, [order({ payload: { n } })]);
        if (n % 3 === 0) tablet.socket.send(JSON.stringify({ type: 'AUTH', token: here.tokenFor(id) }));
      }

      await tablet.waitFor(({ payload }) => payload['n'] === 19);
      expect(numbersOf(tablet.messages)).toEqual([...Array(20).keys()]);
      tablet.close();
    });

    it('is closed with 4401 after a bad first frame, and says nothing before a good one', async () => {
      const [bad, mute] = [new WebSocket(wsUrl(here, '/api/v1/ws')), new WebSocket(wsUrl(here, '/api/v1/ws'))];
      const [, heard] = await Promise.all([open(bad), open(mute)]);
      const closed = once(bad, 'close');

      await commitEvents(database, numbered(1));
      bad.send(JSON.stringify({ type: 'AUTH', token: 'garbage' }));
      mute.send(JSON.stringify({ type: 'order:status', order_id: newId(), status: 'READY' }));

      const [code, reason] = (await closed) as [number, Buffer];
      expect([code, String(reason)]).toEqual([4401, 'TOKEN_INVALID']);
      await eventually(() => expect(heard).toHaveLength(1));
      expect(heard[0]).toMatchObject({ type: 'ACK', ok: false, problem: { status: 401, code: 'TOKEN_MISSING' } });
      mute.terminate();
    });

    it('may stay without a token only where that is allowed, and then hears type, id and status', async () => {
      const demo = await startRealtime({ database, people, env: { WS_ALLOW_ANONYMOUS: 'true' } });
      const socket = new WebSocket(wsUrl(demo, '/api/v1/ws'));
      const messages = await open(socket);
      const placed = order({ payload: { id: newId(), status: 'NEW', total_amount: 1, n: 'secret' } });

      await commitEvents(database, [{ type: 'PAYMENT_UPDATED', outletId: outlet, payload: {} }, placed]);

      await eventually(() => expect(messages.map(({ payload }) => payload['id'])).toContain(placed.payload['id']));
      expect(messages.at(-1)).toEqual({
        id: expect.any(String),
        seq: expect.any(Number),
        cursor: expect.stringMatching(/^[0-9A-F]{8}\.\d+$/),
        type: 'NEW_ORDER',
        payload: { id: placed.payload['id'], status: 'NEW' },
      });
      expect(messages.map(({ type }) => type)).not.toContain('PAYMENT_UPDATED');
      socket.send(JSON.stringify({ type: 'AUTH', token: demo.tokenFor(hire().id) }));
      await eventually(async () => {
        await commitEvents(database, numbered(1));
        expect(numbersOf(messages)).toContain(0);
      });
      socket.terminate();
      await demo.close();
    });

    it('is refused on other paths, from other pages, and for frames beyond 64 KB', async () => {
      const { token } = hire();
      const refusal = async (socket: WebSocket) => ((await once(socket, 'error')) as [Error])[0].message;

      expect(await refusal(new WebSocket(wsUrl(here, '//[')))).toContain('404');
      expect(await refusal(new WebSocket(wsUrl(here, `/api/v2/ws?access_token=${token}`)))).toContain('404');
      const page = { origin: 'https://evil.example' };
      expect(await refusal(new WebSocket(wsUrl(here, `/api/v1/ws?access_token=${token}`), page))).toContain('403');
      expect(await refusal(new WebSocket(wsUrl(here, '/socket.io/?EIO=4&transport=websocket'), page))).toContain('400');
      const tablet = await connectWebSocket(here, { token });
      tablet.socket.send(JSON.stringify({ type: 'order:status', note: 'x'.repeat(70_000) }));
      expect(((await once(tablet.socket, 'close')) as [number])[0]).toBe(1009);
      const io64 = await connectSocket(here, { token });
      io64.socket.emit('order:status', { note: 'x'.repeat(70_000) });
      await ended(io64.socket);
    });
  });

  describe('GET /events', () => {
    interface Page {
      data: Message[];
      limit: number;
      next_cursor: string | null;
      last_seq: number | null;
      last_cursor: string;
    }

    it('gives the same messages page by page, to the end of the log', async () => {
      const before = await lastSeq();
      const tablet = await connectSocket(here, { token: hire().token });
      await commitEvents(database, numbered(5).concat(order({ outletId: newId() })));
      await tablet.waitFor(({ payload }) => payload['n'] === 4);
      const caller = client(here, hire('WAITER').token);

      const pages: Page[] = [];
      for (let after: string | null = String(before); after !== null; after = pages.at(-1)!.next_cursor) {
        pages.push((await caller.get<Page>(`/events?after=${after}&limit=2`)).body);
      }

      expect(pages.flatMap(({ data }) => data)).toEqual(tablet.messages);
      expect(pages[0]).toMatchObject({ limit: 2, next_cursor: tablet.messages[1]!.cursor, last_seq: before + 5 });
      expect(pages.at(-1)?.next_cursor).toBeNull();
      tablet.close();
    });

    it('tells guests and customers their own, and a station its own', async () => {
      const before = await lastCursor();
      const seen = await lastSeq();
      const [mine, ana] = [seat(), newId()];
      people.accounts.set(ana, { userId: ana, role: 'CUSTOMER', outletIds: [] });
      await commitEvents(database, [
        order(),
        order({ sessionId: mine.sessionId, payload: { n: 'guest' } }),
        order({ customerId: ana, payload: { n: 'ana' } }),
        order({ payload: { n: 'bar', items: [{ station: 'bar' }] } }),
      ]);
      await eventually(async () => expect(await lastSeq()).toBe(seen + 4));
      const read = async (token: string, more = '') =>
        numbersOf((await client(here, token).get<Page>(`/events?after=${before}${more}`)).body.data);

      expect(await read(mine.token)).toEqual(['guest']);
      expect(await read(here.tokenFor(ana))).toEqual(['ana']);
      expect(await read(hire().token, '&station=bar')).toEqual(['guest', 'ana', 'bar']);
      expect(await read(hire('SUPERVISOR', [newId()]).token)).toEqual([]);
    });

    it('counts an outlet by itself, whoever asks for it, and asks those of several for which one', async () => {
      const shop = newId();
      await commitEvents(database, [order(), order({ outletId: shop }), order({ outletId: shop }), order()]);
      await eventually(async () => expect(await end(shop)).toMatchObject({ seq: 2 }));
      const admin = client(here, hire('ADMIN', []).token);
      const read = async (query: string) => (await admin.get<Page>(`/events?${query}`)).body;

      const ofShop = await read(`outlet_id=${shop}&after=1`);

      expect(ofShop.data.map(({ seq, outlet_id }) => [seq, outlet_id])).toEqual([[2, shop]]);
      expect(ofShop.last_seq).toBe(2);
      expect((await read(`after=${ofShop.last_cursor}`)).last_seq).toBeNull();
      expect(await admin.get('/events?after=1')).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
      expect(await admin.get(`/events?after=3&outlet_id=${shop}`)).toMatchObject({
        status: 409,
        body: { code: 'RESYNC_REQUIRED', last_seq: 2 },
      });
      expect(await client(here, hire().token).get(`/events?outlet_id=${shop}`)).toMatchObject({ status: 404 });
    });

    it.each([
      'outlet_id=cafe',
      'after=-1',
      'after=x',
      'after=1.5',
      'limit=0',
      'limit=101',
      'after=1&after=2',
      'station=,,',
      'after=1e300',
    ])('refuses ?%s', async (query) => {
      const answer = await client(here, hire().token).get(`/events?${query}`);

      expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    });

    it('is refused without a token', async () => {
      expect((await client(here).get('/events')).status).toBe(401);
    });
  });

  it('sends everyone away when it stops, so that they come back by themselves, and waits for nobody', async () => {
    const app = await startRealtime({ database, people });
    const { token } = hire();
    const [tablet, plain] = [await connectSocket(app, { token }), await connectWebSocket(app, { token })];
    const rude = connectTcp(Number(new URL(app.url).port), '127.0.0.1');
    rude.on('error', () => undefined);
    rude.write(
      `GET /api/v1/ws?access_token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await once(rude, 'data');
    const reasons = Promise.all([once(tablet.socket as never, 'disconnect'), once(plain.socket, 'close')]);

    const started = performance.now();
    await app.close();

    expect(performance.now() - started).toBeLessThan(3_000);
    const [[reason], [code]] = (await reasons) as [[string], [number]];
    expect([reason, code]).toEqual(['transport close', 1012]);
    expect(tablet.socket.active).toBe(true);
    tablet.close();
    rude.destroy();
  });

  it('tells fifty tablets of a commit at once', async () => {
    const { token } = hire();
    const tablets = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? connectSocket : connectWebSocket)(here, { token })),
    );
    await here.commit([order({ payload: { n: 'warm' } })]);
    await Promise.all(tablets.map(({ waitFor }) => waitFor(({ payload }) => payload['n'] === 'warm')));
    const committedAt: number[] = [];
    const delays: number[] = [];
    tablets.forEach(({ socket }) => {
      const arrived = (message: Message) =>
        delays.push(performance.now() - committedAt[message.payload['n'] as number]!);
      if (socket instanceof WebSocket)
        socket.on('message', (data: Buffer) => arrived(JSON.parse(String(data)) as Message));
      else socket.on('NEW_ORDER', arrived);
    });

    for (const [n, event] of numbered(60).entries()) {
      committedAt[n] = performance.now();
      await here.commit([event]);
      await Promise.all(tablets.map(({ waitFor }) => waitFor(({ payload }) => payload['n'] === n)));
    }

    tablets.forEach(({ close }) => close());
    delays.sort((a, b) => a - b);
    expect(delays).toHaveLength(3_000);
    // The bench holds the promise of 100 ms; this sees that nobody waits for a poll.
    expect(delays[Math.floor(delays.length * 0.95)]).toBeLessThan(300);
  });

  it('answers requests that offer another protocol as if they had not, as those of Java’s HTTP client do', async () => {
    const line = connectTcp(Number(new URL(here.url).port), '127.0.0.1');
    let heard = '';
    line.on('data', (data) => (heard += String(data)));
    const offer = 'Host: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA';

    line.write(`GET /api/v1/ping HTTP/1.1\r\n${offer}\r\n\r\n`);
    await eventually(() => expect(heard).toContain('pong'));
    line.write(
      `POST /api/v1/events HTTP/1.1\r\n${offer}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    );
    await eventually(() => expect(heard).toContain('NOT_FOUND'));
    line.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => expect(heard).toContain('"status":"ok"'));

    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
    line.destroy();
  });

  it('lets clients that poll in too', async () => {
    const socket = io(here.url, { auth: { token: hire().token }, transports: ['polling'], forceNew: true });
    const messages: Message[] = [];
    socket.onAny((_type, message: Message) => messages.push(message));
    await once(socket as never, 'connect');

    await commitEvents(database, numbered(2));

    await eventually(() => expect(numbersOf(messages)).toEqual([0, 1]));
    socket.disconnect();
  });
});

/** Resolves when the server has hung up. */
function ended(socket: { once(event: string, listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    socket.once(socket instanceof WebSocket ? 'close' : 'disconnect', resolve);
  });
}
