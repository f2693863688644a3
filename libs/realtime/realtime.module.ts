import { Module } from '@nestjs/common';

import { HttpModule } from '#libs/platform';
import { KitchenModule } from '#module/kitchen';
import { OrderingModule } from '#module/ordering';

import { EventQueries } from './core/realtime.ports.js';
import { EventReader } from './core/services/event-reader.js';
import { BumpOrder } from './core/use-cases/bump-order.js';
import { CommandKitchen } from './core/use-cases/command-kitchen.js';
import { EventsController } from './http/events.controller.js';
import { Connections } from './sockets/connections.js';
import { Handshakes } from './sockets/handshakes.js';
import { LiveFeed } from './sockets/live-feed.js';
import { Replays } from './sockets/replays.js';
import { ClientCommands } from './sockets/client-commands.js';
import { PlainMessages } from './sockets/plain-messages.js';
import { PlainWebSockets } from './sockets/plain-websockets.js';
import { RealtimeGateway } from './sockets/realtime.gateway.js';
import { UpgradedSockets } from './sockets/upgraded-sockets.js';
import { SqlEventQueries } from './typeorm/sql-event.queries.js';

/** `app.useWebSocketAdapter(new RealtimeIoAdapter(app))` before the app listens. */
export { RealtimeIoAdapter } from './sockets/realtime-io.adapter.js';

/** Belongs to the API alone: the worker has no server. */
@Module({
  imports: [HttpModule, KitchenModule, OrderingModule],
  controllers: [EventsController],
  providers: [
    { provide: EventQueries, useClass: SqlEventQueries },
    EventReader,
    BumpOrder,
    CommandKitchen,
    Connections,
    Handshakes,
    LiveFeed,
    Replays,
    ClientCommands,
    PlainMessages,
    PlainWebSockets,
    RealtimeGateway,
    UpgradedSockets,
  ],
})
export class RealtimeModule {}
