import type { Duplex } from 'node:stream';

import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const GRACE_MS = 500;

/**
 * Every connection that was upgraded, of either protocol. Clients are asked to leave when the process stops; one that does not answer
 * would hold the server's `close` for half a minute, so what is left after a moment is cut.
 */
@Injectable()
export class UpgradedSockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly open = new Set<Duplex>();
  private onEmpty: () => void = () => undefined;

  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    const http = this.host.httpAdapter.getHttpServer() as NodeJS.EventEmitter;
    http.on('upgrade', (_: unknown, socket: Duplex) => {
      this.open.add(socket);
      socket.once('close', () => {
        this.open.delete(socket);
        if (this.open.size === 0) this.onEmpty();
      });
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => {
      this.onEmpty = resolve;
      setTimeout(resolve, GRACE_MS);
    });
    this.open.forEach((socket) => socket.destroy());
  }
}
