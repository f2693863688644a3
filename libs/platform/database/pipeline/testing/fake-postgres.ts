import { Duplex } from 'node:stream';

import pg, { type Pool, type PoolClient } from 'pg';

/** What the fake server answers to a statement. */
export interface Answer {
  /** Values of one column, as text. */
  readonly rows?: readonly string[];
  /** The type of that column; `text` when absent. */
  readonly type?: number;
  readonly error?: { readonly code: string; readonly severity?: string };
  /** The statement waits for a lock that nobody gives back. */
  readonly isStuck?: boolean;
}

const TEXT = 25;

/** A PostgreSQL that knows the protocol and no SQL, at the other end of a real client of pg. */
export class FakePostgres extends Duplex {
  /** Types of the messages that came in, a string for each write to the socket: P(arse), B(ind), D(escribe), E(xecute), S(ync), Q(uery). */
  readonly packets: string[] = [];
  /** Texts of the statements that were executed, in order. */
  readonly executed: string[] = [];
  /** While set, nothing is answered. */
  isSilent = false;
  private readonly statements = new Map<string, string>();
  private bound = '';
  private isSkipping = false;
  private isStarted = false;
  private unread = Buffer.alloc(0);

  constructor(private readonly answer: (text: string) => Answer = () => ({})) {
    super();
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: unknown, done: () => void): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    let types = '';
    if (!this.isStarted) this.start();
    else while (this.unread.length > 0) types += this.takeMessage();
    if (types) this.packets.push(types);
    done();
  }

  private start(): void {
    this.isStarted = true;
    this.unread = Buffer.alloc(0);
    const welcome = Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]);
    setImmediate(() => this.push(welcome));
  }

  private takeMessage(): string {
    const type = String.fromCharCode(this.unread[0] ?? 0);
    const length = this.unread.readInt32BE(1);
    const body = this.unread.subarray(5, 1 + length);
    this.unread = this.unread.subarray(1 + length);
    const reply = this.replyTo(type, body);
    if (reply && !this.isSilent) setImmediate(() => this.push(reply));
    return type;
  }

  private replyTo(type: string, body: Buffer): Buffer | undefined {
    if (type === 'S') {
      this.isSkipping = false;
      return message('Z', Buffer.from('I'));
    }
    if (this.isSkipping) return undefined;
    const [first = '', second = ''] = body.toString('latin1').split('\0');
    if (type === 'P') {
      const { error } = this.answer(`prepare ${second}`);
      if (error) return this.refuse(error);
      this.statements.set(first, second);
      return message('1');
    }
    if (type === 'B') {
      const text = this.statements.get(second);
      if (text === undefined) return this.refuse({ code: '26000' });
      this.bound = text;
      return message('2');
    }
    if (type === 'D') return describe(this.answer(this.bound));
    if (type === 'E') return this.execute(this.bound);
    if (type === 'Q') return Buffer.concat([this.execute(first), message('Z', Buffer.from('I'))]);
    return undefined;
  }

  private execute(text: string): Buffer {
    const { error, rows, isStuck } = this.answer(text);
    if (isStuck) this.isSilent = true;
    if (error) return this.refuse(error);
    this.executed.push(text);
    const tag = rows ? `SELECT ${rows.length}` : `INSERT 0 1`;
    return Buffer.concat([...(rows ?? []).map(dataRow), message('C', cstring(tag))]);
  }

  private refuse({ code, severity = 'ERROR' }: NonNullable<Answer['error']>): Buffer {
    this.isSkipping = true;
    const fields = [`S${severity}`, `V${severity}`, `C${code}`, 'Mrefused'].map(cstring);
    return message('E', Buffer.concat([...fields, Buffer.from([0])]));
  }
}

const describe = ({ rows, type = TEXT }: Answer): Buffer =>
  rows
    ? message(
        'T',
        Buffer.concat([int16(1), cstring('value'), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]),
      )
    : message('n');

const dataRow = (value: string): Buffer =>
  message('D', Buffer.concat([int16(1), int32(Buffer.byteLength(value)), Buffer.from(value)]));

const message = (type: string, body: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);

const cstring = (value: string): Buffer => Buffer.from(`${value}\0`);

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

/** A client of pg that is connected to the server, with the `release` that a pool would give it. */
export async function clientOf(server: FakePostgres, release: (isBroken?: boolean) => void = () => undefined) {
  const client = new pg.Client({ stream: () => server, pipeline: true });
  await client.connect();
  return Object.assign(client, { release });
}

/** A pool of real clients, each with a fake server of its own. */
export class FakePool {
  readonly servers: FakePostgres[] = [];
  readonly released: (boolean | undefined)[] = [];
  failure: Error | undefined;
  private readonly idle: PoolClient[] = [];

  constructor(
    readonly options: { readonly max: number },
    private readonly answer: (text: string) => Answer = () => ({}),
  ) {}

  async connect(): Promise<PoolClient> {
    if (this.failure) throw this.failure;
    return this.idle.pop() ?? this.open();
  }

  asPool(): Pool {
    return this as unknown as Pool;
  }

  private async open(): Promise<PoolClient> {
    const server = new FakePostgres(this.answer);
    this.servers.push(server);
    const client: PoolClient = await clientOf(server, (isBroken) => {
      this.released.push(isBroken);
      if (!isBroken) this.idle.push(client);
    });
    return client;
  }
}
