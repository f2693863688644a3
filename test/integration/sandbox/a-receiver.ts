import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, byte for byte. */
  readonly raw: Buffer;
  readonly body: Record<string, never>;
}

/** Somebody who takes webhooks, and answers as the test wants. */
export class Receiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; 200 when there are none left. */
  answers: number[] = [];
  /** Where a 3xx points. */
  location = '/moved';

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        const body = JSON.parse(raw.toString('utf8')) as Record<string, never>;
        receiver.received.push({ path: request.url ?? '', headers: request.headers, raw, body });
        response.writeHead(receiver.answers.shift() ?? 200, { location: receiver.location }).end('ok');
      });
    });
    return receiver;
  }

  /** The bodies of what came, or what one of their fields says. */
  fields(name: string): unknown[] {
    return this.received.map(({ body }) => body[name]);
  }

  /** The only one that came. */
  one(): Received {
    const [first] = this.received;
    if (!first || this.received.length > 1) throw new Error(`${this.received.length} webhooks came`);
    return first;
  }

  forget(): void {
    this.received.length = 0;
    this.answers = [];
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
