import net from 'node:net';

import { onCleanup } from '../../support/cleanup.js';

/** A wire between browsers and the API that a test may spoil. */
export interface FaultProxy {
  readonly port: number;
  /** `http://localhost:<port>`. */
  readonly url: string;
  /** How many connections are open. */
  readonly open: number;
  /** Ends all connections with a reset; new ones pass. */
  cut(): void;
  /** From now on nobody is let in, and who is in is thrown out. */
  refuse(): Promise<void>;
  /** From now on bytes vanish both ways, and nobody is told. */
  hole(): void;
  /** From now on every chunk arrives this much later, in ms. */
  slow(ms: number): void;
  /** Swallows the answer to the next request whose bytes match: it is done, and nobody hears of it. */
  swallowAnswerTo(what: RegExp): void;
  /** As if nothing had been; what vanished stays lost, so connections that were in a hole are cut. */
  heal(): Promise<void>;
}

/** Listens on a free port, and passes everything on to `target` of this machine. */
export async function faultProxy(target: number): Promise<FaultProxy> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  let isHole = false;
  let delayMs = 0;
  let unheard: RegExp | undefined;

  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    let isUnheard = false;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.once('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      from.on('data', (data) => {
        if (from === near && unheard?.test(data.toString('latin1'))) {
          unheard = undefined;
          isUnheard = true;
        }
        if (isHole) return;
        if (from === far && isUnheard) near.resetAndDestroy();
        else if (delayMs === 0) to.write(data);
        else setTimeout(() => to.destroyed || to.write(data), delayMs);
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;

  function cut(): void {
    for (const pair of pairs) pair.forEach((socket) => socket.resetAndDestroy());
  }
  async function refuse(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    cut();
    await closed;
  }
  onCleanup(refuse);

  return {
    port,
    url: `http://localhost:${port}`,
    get open() {
      return pairs.size;
    },
    cut,
    refuse,
    hole: () => void (isHole = true),
    slow: (ms) => void (delayMs = ms),
    swallowAnswerTo: (what) => void (unheard = what),
    async heal() {
      if (isHole) cut();
      isHole = false;
      delayMs = 0;
      unheard = undefined;
      if (!server.listening) await listen(port);
    },
  };
}
