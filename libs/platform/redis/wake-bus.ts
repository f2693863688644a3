import { Injectable } from '@nestjs/common';

import { type RedisClient, RedisConnections } from './redis-connections.js';

/**
 * Tells the other processes, over Redis, that there is something to look at. It carries no facts: whoever hears nothing finds the same
 * by its own poll. Without Redis it does nothing.
 */
@Injectable()
export class WakeBus {
  private readonly publisher?: RedisClient;
  private readonly subscriber?: RedisClient;
  private readonly handlers = new Map<string, () => void>();

  constructor(connections: RedisConnections) {
    this.publisher = connections.connect('producer');
    this.subscriber = connections.connect('consumer');
    this.subscriber?.on('message', (channel: string) => this.handlers.get(channel)?.());
  }

  publish(channel: string): void {
    this.publisher?.publish(channel, '').catch(() => undefined);
  }

  subscribe(channel: string, handler: () => void): void {
    this.handlers.set(channel, handler);
    this.subscriber?.subscribe(channel).catch(() => undefined);
  }
}
