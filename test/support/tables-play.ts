import type { Api } from './api.js';
import { type Answer, client, type Client } from './client.js';
import type { TestDatabase } from './database.js';
import { expectStatus, type Shop } from './shop.js';

interface Given {
  readonly shop: Shop;
  readonly coffee: string;
  readonly apis: readonly Api[];
  readonly database: TestDatabase;
  readonly seed: number;
}
interface Sitting {
  readonly id: string;
  readonly phone: Client;
}
interface Logged {
  readonly type: string;
  readonly session_id: string | null;
  readonly position: number;
  readonly payload: Payload;
}
/** Of any of these events and entries: each has some of them. */
interface Payload {
  readonly id: string;
  readonly order_id: string;
  readonly table_id: string;
  readonly table_ids: readonly string[];
  readonly from_session_id: string;
  readonly from_table_id: string;
  readonly session_id: string | null;
  readonly joined: boolean;
  readonly state: string;
  readonly status: string;
  readonly payment_status: string;
  readonly change: string;
  readonly subject: string;
}
interface Bill {
  readonly sitting: string | null;
  readonly isVoid: boolean;
  readonly isDue: boolean;
}

const TABLES = 5;
/** Refusals that a rule of tables, bills or payments may give to an act that was chosen blindly. */
const MAY_REFUSE = [404, 409, 422];

/** Guests and waiters at five tables, who do what they like. Every answer is a success, or a rule's refusal. */
export class TablesPlay {
  readonly done = new Map<string, number>();
  readonly seed: number;
  tableIds: string[] = [];
  private readonly sittings: Sitting[] = [];
  private readonly bills: string[] = [];
  private chance: number;

  constructor(private readonly given: Given) {
    this.seed = given.seed;
    this.chance = given.seed + 1;
  }

  async begin(): Promise<void> {
    for (let i = 0; i < TABLES; i++) {
      const body = { outlet_id: this.given.shop.outletId, name: `Play ${this.seed} ${i}` };
      this.tableIds.push(expectStatus(201, await this.given.shop.admin.post<{ id: string }>('/tables', body)).id);
    }
  }

  async step(): Promise<void> {
    const { shop } = this.given;
    const [table, other] = [this.one(this.tableIds)!, this.one(this.tableIds)!];
    const sitting = this.one(this.sittings);
    const bill = this.one(this.bills);
    const acts: readonly [string, () => Promise<Answer> | '' | undefined][] = [
      ['sit', () => this.sit(table)],
      ['order', () => sitting && this.order(sitting)],
      ['order', () => sitting && this.order(sitting)],
      [
        'pay',
        () =>
          bill &&
          shop.cashier.post(`/orders/${bill}/pay`, { method: 'cash', tendered: 1_000_000, tendered_confirmed: true }),
      ],
      ['void', () => bill && shop.supervisor.post(`/orders/${bill}/void`, { reason: 'random' })],
      ['link', () => sitting && shop.waiter.post(`/table-sessions/${sitting.id}/link`, { table_ids: [table] })],
      ['unlink', () => sitting && shop.waiter.post(`/table-sessions/${sitting.id}/unlink`, { table_id: table })],
      ['move', () => sitting && shop.waiter.post(`/table-sessions/${sitting.id}/move`, { table_id: other })],
      [
        'join',
        () => sitting && shop.waiter.post(`/table-sessions/${sitting.id}/move`, { table_id: other, join: true }),
      ],
      ['transfer', () => bill && shop.waiter.post(`/orders/${bill}/transfer`, { table_id: other })],
      ['close', () => sitting && shop.waiter.post(`/table-sessions/${sitting.id}/close`)],
      ['clean', () => shop.waiter.post(`/tables/${table}/clean`)],
      ['block', () => shop.supervisor.post(`/tables/${table}/block`)],
      ['unblock', () => shop.supervisor.post(`/tables/${table}/unblock`)],
    ];
    const [name, act] = this.one(acts)!;
    const answer = await act();
    if (!answer) return;
    if (answer.status >= 400 && !MAY_REFUSE.includes(answer.status)) {
      throw new Error(`seed ${this.seed}: ${name} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (answer.status < 400) this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  /** What happened at the outlet so far, in its order: the event log, and of what has no event the audit log. */
  log(): Promise<Logged[]> {
    return this.given.database.query<Logged>(
      `SELECT type, session_id, payload, occurred_at AS at, position FROM events WHERE outlet_id = $1
       UNION ALL
       SELECT action, NULL, details || jsonb_build_object('subject', subject_id), occurred_at, 0 FROM audit_log
       WHERE outlet_id = $1 AND (action LIKE 'table.%' OR action LIKE 'table_session.%linked')
       ORDER BY at, position`,
      [this.given.shop.outletId],
    );
  }

  private async sit(tableId: string): Promise<Answer> {
    const answer = await this.given.shop.waiter.post<{ id: string; token: string }>('/table-sessions', {
      table_id: tableId,
    });
    if (answer.status === 201) {
      const api = this.given.apis[this.next() % this.given.apis.length]!;
      this.sittings.push({ id: answer.body.id, phone: client(api, answer.body.token) });
    }
    return answer;
  }

  /** A phone of a sitting that is over is told so by 401. */
  private async order({ phone }: Sitting): Promise<Answer> {
    const items = [{ product_id: this.given.coffee, quantity: 1 }];
    const answer = await phone.post<{ id: string }>('/orders', { items });
    if (answer.status === 201) this.bills.push(answer.body.id);
    return answer.status === 401 ? { ...answer, status: 409 } : answer;
  }

  private one<T>(things: readonly T[]): T | undefined {
    return things[this.next() % Math.max(1, things.length)];
  }

  /** A linear congruential generator: a seed plays the same acts again. */
  private next(): number {
    this.chance = (this.chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(this.chance / 65_536);
  }
}

const inOrderOfTheLog = (one: Logged, other: Logged): number => Number(one.position) - Number(other.position);

/** The states of tables by what happened, written without a look at what tables themselves do: read from the first event to the last. */
export class TablesOracle {
  private readonly at = new Map<string, string>();
  private readonly links = new Map<string, string>();
  private readonly dirty = new Set<string>();
  private readonly blocked = new Set<string>();
  private readonly bills = new Map<string, Bill>();
  /** What was last told of each table. */
  readonly told = new Map<string, { readonly state: string; readonly session_id: string | null }>();

  constructor(log: readonly Logged[]) {
    for (const logged of log) this.read(logged);
    // Of a table one is told after the other, by transactions that may have begun the other way round.
    for (const { payload } of log.filter(({ type }) => type === 'TABLE_STATE_CHANGED').toSorted(inOrderOfTheLog)) {
      this.told.set(payload.id, payload);
    }
  }

  stateOf(tableId: string): string {
    if (this.blocked.has(tableId)) return 'BLOCKED';
    const own = [...this.at].find(([, table]) => table === tableId)?.[0];
    const sitting = own ?? this.links.get(tableId);
    if (sitting === undefined) return this.dirty.has(tableId) ? 'DIRTY' : 'FREE';
    const bills = [...this.bills.values()].filter((bill) => bill.sitting === sitting && !bill.isVoid);
    return bills.length === 0 ? 'SEATED' : bills.some(({ isDue }) => isDue) ? 'ORDERED' : 'PAID';
  }

  private read({ type, session_id: sitting, payload }: Logged): void {
    const subject = payload.subject;
    if (type === 'TABLE_SESSION_OPENED') this.at.set(payload.id, payload.table_id);
    else if (type === 'TABLE_SESSION_CLOSED') this.end(payload.id);
    else if (type === 'TABLE_SESSION_MOVED') this.move(payload);
    else if (type === 'table.blocked') this.blocked.add(subject);
    else if (type === 'table.unblocked') this.blocked.delete(subject);
    else if (type === 'table.cleaned') this.dirty.delete(subject);
    else if (type === 'table_session.linked') for (const id of payload.table_ids) this.links.set(id, subject);
    else if (type === 'table_session.unlinked') this.leave(payload.table_id);
    else if ('payment_status' in payload && payload.change !== 'LEFT_SITTING') this.bill(sitting, payload);
  }

  private bill(sitting: string | null, { order_id: id, status, payment_status: paid }: Payload): void {
    this.bills.set(id, {
      sitting,
      isVoid: status === 'VOIDED',
      isDue: ['PENDING', 'PARTIALLY_PAID', 'FAILED'].includes(paid),
    });
  }

  private move({ from_session_id: from, from_table_id: left, id: to, table_id: table, joined }: Payload): void {
    if (joined) {
      for (const [id, bill] of this.bills) if (bill.sitting === from) this.bills.set(id, { ...bill, sitting: to });
      this.end(from);
      return;
    }
    this.links.delete(table);
    this.dirty.add(left);
    this.at.set(from, table);
  }

  private end(sitting: string): void {
    this.dirty.add(this.at.get(sitting)!);
    this.at.delete(sitting);
    for (const [table, of] of this.links) if (of === sitting) this.leave(table);
  }

  private leave(table: string): void {
    this.links.delete(table);
    this.dirty.add(table);
  }
}
