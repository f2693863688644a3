import { Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';

import {
  type Actor,
  conflict,
  EventLog,
  type GuestActor,
  type NewEvent,
  newId,
  notFound,
  UnitOfWork,
  Permissions,
} from '#libs/kernel';
import { KitchenApi } from '#libs/kitchen';
import { OrderingApi, type OrderWire, type StatusChange } from '#libs/ordering';
import {
  AccessTokens,
  type AccountSession,
  AccountSessions,
  configureHttp,
  ExpressHttpAdapter,
  type DeviceSession,
  DeviceSessions,
  GuestSessions,
  HttpModule,
  PlatformModule,
  readEnv,
} from '#libs/platform';
import { KitchenModule } from '#module/kitchen';
import { OrderingModule } from '#module/ordering';
import { RealtimeIoAdapter, RealtimeModule } from '#module/realtime';

import { DefaultPermissions } from '../../../libs/kernel/testing/index.js';
import { TEST_JWT_SECRET } from '../../support/api.js';
import { onCleanup } from '../../support/cleanup.js';
import type { TestDatabase } from '../../support/database.js';

/** Who has an account or a table, as identity and tables would know it: shared by every process of a test. */
export class People {
  readonly accounts = new Map<string, AccountSession>();
  readonly guests = new Map<string, GuestActor>();
  readonly devices = new Map<string, DeviceSession>();
}

/** Tickets are bumped in `test/e2e/kitchen.e2e-spec.ts`. */
class NoKitchen extends KitchenApi {
  bump = () => Promise.reject(new Error('not asked here'));
  recall = () => Promise.reject(new Error('not asked here'));
  fire = () => Promise.reject(new Error('not asked here'));
  see = () => Promise.reject(new Error('not asked here'));
}

/** Stands where ordering will: remembers what was asked, knows one order a status, refuses moves out of DONE. */
export class Orders extends OrderingApi {
  readonly asked: (StatusChange & { readonly by: Actor })[] = [];
  readonly statuses = new Map<string, StatusChange['status']>();

  async changeStatus(actor: Actor, change: StatusChange): Promise<OrderWire> {
    this.asked.push({ ...change, by: actor });
    const status = this.statuses.get(change.orderId);
    if (!status) throw notFound('order', 'ORDER_NOT_FOUND');
    if (status === 'DONE') {
      throw conflict('INVALID_TRANSITION', 'A DONE order stays as it is.', { current_status: status, allowed: [] });
    }
    this.statuses.set(change.orderId, change.status);
    return { id: change.orderId, status: change.status, version: 2 } as OrderWire;
  }

  openOrders(): Promise<[]> {
    return Promise.resolve([]);
  }

  sold(): Promise<never> {
    return Promise.reject(new Error('not asked here'));
  }
}

export interface RealtimeApp {
  readonly url: string;
  readonly orders: Orders;
  /** Commits events in a transaction of this process, as a use case does. */
  commit(events: readonly NewEvent[]): Promise<void>;
  /** A token of a user, as login would give it. */
  tokenFor(userId: string): string;
  close(): Promise<void>;
}

interface Options {
  readonly database: TestDatabase;
  readonly people: People;
  readonly env?: Readonly<Record<string, string>>;
}

/** One API process's worth of realtime, with real HTTP, sockets and PostgreSQL. */
export async function startRealtime({ database, people, env: changes }: Options): Promise<RealtimeApp> {
  process.env['LOG_LEVEL'] = 'silent';
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    JWT_SECRET: TEST_JWT_SECRET,
    DB_POOL_MAX: '6',
    RATE_LIMIT_ENABLED: 'false',
    ...changes,
  });
  const orders = new Orders();

  @Global()
  @Module({
    providers: [
      { provide: Permissions, useClass: DefaultPermissions },
      {
        provide: AccountSessions,
        useValue: { find: async ({ userId }: { userId: string }) => people.accounts.get(userId) ?? null },
      },
      {
        provide: DeviceSessions,
        useValue: { find: async (token: string) => people.devices.get(token) ?? null },
      },
      { provide: GuestSessions, useValue: { find: async (token: string) => people.guests.get(token) ?? null } },
    ],
    exports: [AccountSessions, DeviceSessions, GuestSessions, Permissions],
  })
  class Guards {}

  @Module({ providers: [{ provide: OrderingApi, useValue: orders }], exports: [OrderingApi] })
  class FakeOrderingModule {}

  @Module({ providers: [{ provide: KitchenApi, useClass: NoKitchen }], exports: [KitchenApi] })
  class FakeKitchenModule {}

  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(env, 'api'), HttpModule, Guards, RealtimeModule],
  })
    .overrideModule(OrderingModule)
    .useModule(FakeOrderingModule)
    .overrideModule(KitchenModule)
    .useModule(FakeKitchenModule)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>(new ExpressHttpAdapter(), {
    logger: false,
    bodyParser: false,
    return503OnClosing: true,
  });
  configureHttp(app, env);
  app.useWebSocketAdapter(new RealtimeIoAdapter(app));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= app.close());
  onCleanup(close);
  const tokens = app.get(AccessTokens);
  return {
    url: `http://127.0.0.1:${port}`,
    orders,
    commit: (events) => app.get(UnitOfWork).run(() => app.get<EventLog>(EventLog).append(events)),
    tokenFor: (userId) => tokens.sign({ userId, sessionId: newId(), role: 'KITCHEN' }),
    close,
  };
}
