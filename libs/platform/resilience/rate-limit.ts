import { type DynamicModule, type ExecutionContext, Injectable, Module, SetMetadata } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule, type ThrottlerOptions } from '@nestjs/throttler';

import { type Actor, isStaff, rateLimited } from '#libs/kernel';

import type { Authenticated } from '../auth/access.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { currentRequest } from '../telemetry/request-context.js';
import { RateLimitStorage } from './rate-limit.storage.js';
import { addressTracker } from './secret-limit.js';

const LIMIT = 'comanda:rate-limit';
const NO_LIMIT = 'comanda:no-rate-limit';

const ALLOWED = Promise.resolve(true);

export type RateLimitName = 'register' | 'forgot';

/** Counts this handler against a limit of its own, per address, besides the global one. */
export const RateLimit = (name: RateLimitName) => SetMetadata(LIMIT, name);

/** Not counted at all: health, metrics, webhooks. */
export const NoRateLimit = () => SetMetadata(NO_LIMIT, true);

/**
 * Limits by address, and whoever has a token by its session instead: a shop's tills and its guests' phones share one address and must
 * not starve each other. How a header or a path is spelled makes no difference. Runs between authentication and authorisation. Throws
 * `RATE_LIMITED` (429 with Retry-After).
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** As the base class does, for the limits that concern the handler: it would ask all of them, by metadata, at each request. */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    const limits = this.limitsOf(context).filter((limit) => !limit.skipIf?.(context));
    return limits.length === 0 ? ALLOWED : this.countEach(limits, context);
  }

  private async countEach(limits: readonly ThrottlerOptions[], context: ExecutionContext): Promise<boolean> {
    for (const throttler of limits) {
      await this.handleRequest({
        context,
        throttler,
        limit: throttler.limit as number,
        ttl: throttler.ttl as number,
        blockDuration: throttler.ttl as number,
        getTracker: throttler.getTracker ?? ((request: Record<string, unknown>) => this.getTracker(request as never)),
        generateKey: (_, tracker, name) => this.generateKey(context, tracker, name),
      });
    }
    return true;
  }

  private limitsOf(context: ExecutionContext): ThrottlerOptions[] {
    const handler = context.getHandler();
    if (this.reflector.getAllAndOverride<boolean>(NO_LIMIT, [handler, context.getClass()])) return [];
    const own = this.reflector.get<RateLimitName | undefined>(LIMIT, handler);
    return this.throttlers.filter(({ name }) => name === 'global' || name === own);
  }

  protected override async getTracker(request: Authenticated): Promise<string> {
    return request.sessionId === undefined ? addressTracker() : `session:${request.sessionId}`;
  }

  protected override generateKey(_: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override async throwThrottlingException(
    _: ExecutionContext,
    detail: { timeToBlockExpire: number; timeToExpire: number },
  ): Promise<void> {
    const seconds = Math.max(1, detail.timeToBlockExpire || detail.timeToExpire);
    throw rateLimited(`Too many requests. Try again in ${seconds} s.`, seconds);
  }
}

@Module({})
export class RateLimitModule {
  static forRoot(): DynamicModule {
    return {
      module: RateLimitModule,
      imports: [
        ThrottlerModule.forRootAsync({
          inject: [ENV, RateLimitStorage],
          useFactory: (env: Env, storage: RateLimitStorage) => ({
            storage,
            setHeaders: false,
            throttlers: throttlers(env),
          }),
        }),
      ],
      providers: [RateLimitGuard],
      exports: [RateLimitGuard, ThrottlerModule],
    };
  }
}

function throttlers(env: Env): ThrottlerOptions[] {
  const off = (): boolean => !env.RATE_LIMIT_ENABLED;
  return [
    { name: 'global', limit: env.RATE_LIMIT_GLOBAL, ttl: env.RATE_LIMIT_WINDOW, skipIf: off },
    {
      name: 'register',
      limit: env.RATE_LIMIT_REGISTER,
      ttl: env.RATE_LIMIT_REGISTER_WINDOW,
      // Staff accounts made by an ADMIN are no registrations.
      skipIf: (context) => off() || actorOf(context)?.role === 'ADMIN',
      getTracker: byTerminal,
    },
    {
      name: 'forgot',
      limit: env.RATE_LIMIT_FORGOT,
      ttl: env.RATE_LIMIT_FORGOT_WINDOW,
      skipIf: off,
      getTracker: byTerminal,
    },
  ];
}

/** Where new tokens are handed out, only staff count by themselves: a fresh token must not buy fresh tries. */
function byTerminal(): string {
  const actor = currentRequest()?.actor;
  return actor && isStaff(actor) ? `user:${actor.id}` : addressTracker();
}

const actorOf = (context: ExecutionContext): Actor | undefined =>
  context.switchToHttp().getRequest<Authenticated>().actor;
