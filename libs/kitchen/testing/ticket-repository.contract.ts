import { beforeEach, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Demand, DemandedLine } from '#libs/ordering';

import type { TicketRepository } from '../core/kitchen.ports.js';
import { Rounds } from '../core/model/rounds.js';
import { timesOf, undescribed } from '../core/model/station.js';
import { ticketEvents } from '../core/model/ticket-events.js';

const AT = new Date('2026-11-21T05:00:00Z');
const times: ConstructorParameters<typeof Rounds>[2] = (station, type, at, preps) =>
  timesOf(undescribed(station), type, at, preps);
const act = { actor: { kind: 'user', id: newId(), role: 'WAITER' }, at: AT } as const;

const aDemandedLine = (more: Partial<DemandedLine> = {}): DemandedLine => ({
  itemId: newId(),
  productId: newId(),
  name: 'Steak',
  station: 'grill',
  prepSeconds: null,
  components: [],
  pieces: 2,
  modifiers: [{ group: 'Sauce', name: 'Pepper', quantity: 1 }],
  note: 'no salt',
  status: 'NEW',
  voidReason: null,
  splitFrom: null,
  ...more,
});

/** What any repository of tickets does. `work` is a unit of work. */
export function ticketRepositoryContract(
  open: () => TicketRepository,
  work: <T>(run: () => Promise<T>) => Promise<T>,
): void {
  let outletId: string;
  let repository: TicketRepository;

  beforeEach(() => {
    outletId = newId();
    repository = open();
  });

  function aDemand(lines: readonly DemandedLine[], customerId: string | null = null): Demand {
    const id = newId();
    const order = { id, outletId, number: 'JKT-0042', type: 'TAKEAWAY', tableName: null, isGuests: false } as const;
    return { order: { ...order, customerId, note: 'hurry', createdAt: AT }, lines, act };
  }

  async function place(demand: Demand): Promise<void> {
    const rounds = new Rounds([], [], times);
    rounds.follow(demand);
    const change = rounds.pull(AT)!;
    await work(repository.insertionOf(change, ticketEvents(change)));
  }

  async function follow(demand: Demand): Promise<void> {
    await work(async () => {
      const itemIds = demand.lines.map(({ itemId }) => itemId);
      const found = await repository.lock(outletId, { orderIds: [demand.order.id], itemIds });
      const rounds = new Rounds(found.tickets, found.lines, times);
      rounds.follow(demand);
      const change = rounds.pull(AT);
      if (change) await repository.save(outletId, change, ticketEvents(change));
    });
  }

  const lock = (by: Parameters<TicketRepository['lock']>[1]) => work(() => repository.lock(outletId, by));

  it('keeps tickets and lines as they were placed, and finds them by order, line and ticket', async () => {
    const demand = aDemand([aDemandedLine(), aDemandedLine({ name: 'Beer', station: 'bar', note: null })]);
    await place(demand);

    const found = await lock({ orderIds: [demand.order.id] });
    expect(found.tickets.map(({ station, number, state, version }) => [station, number, state, version])).toEqual([
      ['grill', '0042-1', 'OPEN', 1],
      ['bar', '0042-1', 'OPEN', 1],
    ]);
    expect(found.tickets[0]).toMatchObject({ note: 'hurry', firedAt: AT, createdAt: AT, marks: [], bumpedAt: null });
    expect(found.lines.find(({ name }) => name === 'Steak')).toMatchObject({
      quantity: 2,
      fired: 2,
      firedAt: AT,
      note: 'no salt',
      modifiers: [{ group: 'Sauce', name: 'Pepper', quantity: 1 }],
    });
    expect(await lock({ itemIds: [demand.lines[1]!.itemId] })).toEqual(found);
    expect(await lock({ ticketIds: [found.tickets[0]!.id] })).toEqual(found);
    expect(await lock({ itemIds: [newId()] })).toEqual({ tickets: [], lines: [] });
  });

  it('writes what changed, and the marks of it', async () => {
    const line = aDemandedLine();
    const demand = aDemand([line]);
    await place(demand);
    await follow({ ...demand, lines: [{ ...line, status: 'READY' }] });
    await follow({ ...demand, lines: [{ ...line, status: 'VOIDED', voidReason: 'Burnt' }] });

    const { tickets, lines } = await lock({ orderIds: [demand.order.id] });
    expect(tickets).toMatchObject([{ state: 'VOIDED', marks: ['VOID'], version: 3, bumpedAt: AT, closedAt: null }]);
    expect(lines).toMatchObject([{ status: 'VOIDED', voidReason: 'Burnt', readyAt: AT, fired: 2 }]);
  });

  it('refuses to ask for a line twice, and to change what was asked for', async () => {
    const line = aDemandedLine();
    const demand = aDemand([line]);
    await place(demand);
    await expect(place(aDemand([line]))).rejects.toThrow();

    const { tickets, lines } = await lock({ orderIds: [demand.order.id] });
    const change = { isNew: false, tickets, lines: [{ ...lines[0]!, fired: 3 }], moves: [], change: 'FIRED', told: [] };
    await expect(work(() => repository.save(outletId, change as never, []))).rejects.toThrow();
  });

  it('answers a late ticket once', async () => {
    await place(aDemand([aDemandedLine()]));
    const take = (minutes: number) =>
      work(() => repository.takeLate(outletId, new Date(AT.getTime() + minutes * 60_000)));

    expect(await take(14)).toEqual([]);
    expect(await take(15)).toMatchObject([{ ticket: { number: '0042-1' }, lines: [{ name: 'Steak' }] }]);
    expect(await take(16)).toEqual([]);
  });

  it('forgets who ordered, and what they wrote', async () => {
    const customer = newId();
    const demand = aDemand([aDemandedLine()], customer);
    await place(demand);
    await work(() => repository.erase(customer));

    expect((await lock({ orderIds: [demand.order.id] })).tickets).toMatchObject([{ customerId: null, note: null }]);
  });
}
