import net from 'node:net';

import { onCleanup } from './cleanup.js';

export interface TcpProxy {
  /** The given URL through the proxy. */
  readonly url: string;
  /**
   * From now on the answer to what matches is swallowed, and its connection ended once the answer is there: it was done, and nobody hears
   * of it. Undefined: everything passes.
   */
  swallowAnswerTo(what: RegExp | undefined): void;
  /** Whether connections are taken and nothing that is sent arrives, as at a server that is too busy to answer. */
  beSilent(is: boolean): void;
  /** Ends all connections and takes none, until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** A wire between a process and a server that a test may cut. */
export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<net.Socket>();
  let unheard: RegExp | undefined;
  let isSilent = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    let isUnheard = false;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (data) => {
      if (isSilent) return;
      isUnheard ||= unheard?.test(data.toString('latin1')) ?? false;
      far.write(data);
    });
    far.on('data', (data) => (isUnheard ? near.destroy() : near.write(data)));
  });
  const open = (port = 0) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await open();
  const { port } = server.address() as net.AddressInfo;
  onCleanup(() => (server.listening ? close() : Promise.resolve()));
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${port}`;
  return {
    url: proxied.href,
    swallowAnswerTo: (what) => (unheard = what),
    beSilent: (is) => (isSilent = is),
    close,
    open: () => open(port),
  };
}
