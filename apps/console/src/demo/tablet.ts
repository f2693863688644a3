import { io, type Socket } from 'socket.io-client';

import type { Caller } from './caller.js';
import { StepFailed } from './narrator.js';

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly cursor: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A line as stations are told of it. */
export interface Demand {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly station: string | null;
  readonly modifiers: readonly { readonly name: string }[];
}

type Ack =
  | { readonly ok: true; readonly result: { readonly status: string } }
  | { readonly ok: false; readonly problem: unknown };

const PATIENCE_MS = 10_000;

/** A screen on the wall: a Socket.IO client that keeps what it heard, and after an absence asks for what it missed. */
export class Tablet {
  readonly messages: Message[] = [];
  private readonly waiting = new Set<() => void>();

  private readonly socket: Socket;

  private constructor(
    user: Caller,
    readonly name: string,
    private since: number | string,
    station?: string,
  ) {
    this.socket = io(user.base, {
      auth: (send) => send({ token: user.token, since: this.since }),
      query: station === undefined ? {} : { station },
      transports: ['websocket'],
      reconnection: false,
      autoConnect: false,
      forceNew: true,
    });
    this.socket.onAny((_type, message: Message) => this.hear(message));
  }

  /** On, and told of everything after `since`, a `cursor` or the `seq` of its outlet. Without a station it hears the whole outlet. */
  static async connect(user: Caller, name: string, since: number | string, station?: string): Promise<Tablet> {
    const tablet = new Tablet(user, name, since, station);
    await tablet.switchOn();
    return tablet;
  }

  /** The last `seq` that it saw. */
  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** The connection breaks without a goodbye; what happens now is not heard. */
  loseNetwork(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.socket.once('disconnect', () => resolve()));
    this.socket.io.engine.close();
    return gone;
  }

  switchOn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (error: Error & { data?: unknown }) =>
        reject(new StepFailed(`${this.name} was refused: ${error.message}`, error.data));
      this.socket.once('connect_error', refuse);
      this.socket.once('connect', () => {
        this.socket.off('connect_error', refuse);
        resolve();
      });
      this.socket.connect();
    });
  }

  /** The first message, heard already or still to come, that fits. Throws {@link StepFailed} after ten seconds. */
  waitFor(what: string, fits: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.messages.find(fits);
        if (!found) return;
        clearTimeout(late);
        this.waiting.delete(look);
        resolve(found);
      };
      const late = setTimeout(() => {
        this.waiting.delete(look);
        const heard = this.messages.slice(-12).map(({ type, seq }) => `${type} #${seq}`);
        reject(new StepFailed(`${this.name} has not heard of ${what}`, { last_messages: heard }));
      }, PATIENCE_MS);
      this.waiting.add(look);
      look();
    });
  }

  /** Bumps over the socket. Throws {@link StepFailed} with the problem when the answer is one. */
  async bump(orderId: string, itemId: string, status: string): Promise<string> {
    const message = { order_id: orderId, item_id: itemId, status };
    const answer = (await this.socket.timeout(PATIENCE_MS).emitWithAck('order:status', message)) as Ack;
    if (!answer.ok) throw new StepFailed(`${this.name} could not bump a line to ${status}`, answer.problem);
    return answer.result.status;
  }

  /** Every line that it was told to make, once for each time that it was told. */
  demands(): Demand[] {
    return this.messages.filter(isDemand).flatMap(({ payload }) => payload['items'] as Demand[]);
  }

  switchOff(): void {
    this.socket.disconnect();
  }

  private hear(message: Message): void {
    this.messages.push(message);
    this.since = message.cursor;
    for (const look of [...this.waiting]) look();
  }
}

const isDemand = ({ type, payload }: Message): boolean =>
  type === 'NEW_ORDER' || (type === 'ORDER_UPDATED' && payload['change'] === 'LINES_ADDED');
