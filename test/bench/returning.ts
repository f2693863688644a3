import { WebSocket } from 'ws';

/**
 * Clients that come back all at once, in a process of their own: Socket.IO by hand, so that they cost as little as may be. Each is behind, and is back when it
 * has its messages. Talks to its parent over IPC: `[url, groups]` begins, `{ ms, faults }` is the answer.
 */

export interface Group {
  readonly token: string;
  readonly since: string;
  readonly sockets: number;
  /** How many messages each of them is behind. */
  readonly behind: number;
}

export interface Returned {
  /** Until the last client had all its messages. */
  readonly ms: number;
  /** Clients that got something else, and what. */
  readonly faults: readonly string[];
}

const PATIENCE_MS = 180_000;

const clientOf = (url: string, { token, since, behind }: Group): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const end = (fault?: string) => {
      clearTimeout(late);
      resolve(fault);
    };
    let got = 0;
    const late = setTimeout(() => end(`${got} of ${behind} messages`), PATIENCE_MS);
    socket.on('message', (data: Buffer) => {
      const [kind, second] = [data[0], data[1]];
      if (kind === 0x30) socket.send(`40${JSON.stringify({ token, since })}`);
      else if (kind === 0x32) socket.send('3');
      else if (kind === 0x34 && second === 0x34) end(data.toString('utf8', 0, 200));
      else if (kind === 0x34 && second === 0x32) {
        got += 1;
        if (got === behind) end();
      }
    });
    socket.on('error', (error) => end(error.message));
    socket.on('close', () => end('closed'));
  });

process.once('message', ([url, groups]: [string, readonly Group[]]) => {
  const begun = performance.now();
  const clients = groups.flatMap((group) => Array.from({ length: group.sockets }, () => clientOf(url, group)));
  void Promise.all(clients).then((faults) => {
    const returned: Returned = { ms: performance.now() - begun, faults: faults.filter((fault) => fault !== undefined) };
    process.send?.(returned);
  });
});
process.send?.('ready');
