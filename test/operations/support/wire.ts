import { connect, createServer, type Socket } from 'node:net';

import { onCleanup } from '../../support/cleanup.js';

export interface Wire {
  /** The server's URL, by way of this wire. */
  readonly url: string;
  /** Nothing passes any more, and nobody is told: a cable that was pulled. */
  stall(): void;
  /** What was held back passes, and so does what follows. */
  resume(): void;
  /** Connections are closed and new ones are closed at once, until `resume`. */
  cut(): void;
}

/** A TCP proxy in front of the server that a URL names. Closed after the test file's last test. */
export async function wireTo(target: string): Promise<Wire> {
  const url = new URL(target);
  const sockets = new Set<Socket>();
  let state: 'open' | 'stalled' | 'cut' = 'open';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(url.port), url.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (chunk) => other.write(chunk));
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      if (state === 'stalled') one.pause();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onCleanup(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const here = new URL(target);
  here.hostname = '127.0.0.1';
  here.port = String((server.address() as { port: number }).port);
  return {
    url: here.href,
    stall: () => {
      state = 'stalled';
      for (const socket of sockets) socket.pause();
    },
    resume: () => {
      state = 'open';
      for (const socket of sockets) socket.resume();
    },
    cut: () => {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
  };
}
