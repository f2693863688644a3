import { type DynamicModule, Global, Module } from '@nestjs/common';

import { EventRelay } from './event-relay.js';
import { RelayCursor } from './relay-cursor.js';
import { RelayHealth } from './relay-health.js';

/** Events for other systems, over a broker. `relays`: this process tells them. */
@Global()
@Module({})
export class RelayModule {
  static forRoot({ relays }: { readonly relays: boolean }): DynamicModule {
    return {
      module: RelayModule,
      providers: [RelayCursor, RelayHealth, ...(relays ? [EventRelay] : [])],
      exports: [RelayHealth],
    };
  }
}
