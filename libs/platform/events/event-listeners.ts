import { Injectable, type OnApplicationBootstrap, SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import type { EventType, LoggedEvent } from '#libs/kernel';

import { EventTail } from './event-tail.js';

/** What follows the log in every process: a cache, a socket. `hear` gets each event of its types once, in `seq` order; it neither throws nor waits. */
export interface EventListener {
  hear(event: LoggedEvent): void;
  /** Events that were heard may not have happened (event-tail.ts): what was concluded from them is forgotten, what is kept is read anew. */
  restart(): void;
}

export const HEARS_EVENTS = 'comanda:hears-events';

/** Marks an {@link EventListener} with the types of events that it is told. */
export const HearsEvents = (...types: readonly EventType[]) => SetMetadata(HEARS_EVENTS, types);

/** Joins the marked listeners of this process to the log. */
@Injectable()
export class EventListeners implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly tail: EventTail,
  ) {}

  onApplicationBootstrap(): void {
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const types = metatype && (Reflect.getMetadata(HEARS_EVENTS, metatype) as readonly EventType[] | undefined);
      if (!types) continue;
      const names = new Set(types.map(({ name }) => name));
      const listener = instance as EventListener;
      this.tail.subscribe((events) => {
        for (const event of events) if (names.has(event.type)) listener.hear(event);
      });
      this.tail.onRestart(() => listener.restart());
    }
  }
}
