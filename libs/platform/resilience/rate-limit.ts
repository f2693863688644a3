import { createHash } from 'node:crypto';

import { type DynamicModule, type ExecutionContext, Global, Injectable, Module, SetMetadata } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule, type ThrottlerOptions } from '@nestjs/throttler';

import { type Actor, isStaff, rateLimited } from '#libs/kernel';

import type { Authenticated } from '../auth/access.js';
import { HandlerMemo, type HandlerTargets } from '../auth/handler-memo.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { RateLimitStorage } from './rate-limit.storage.js';

const LIMIT = 'comanda:rate-limit';
const NO_LIMIT = 'comanda:no-rate-limit';

const ALLOWED = Promise.resolve(true);

export type RateLimitName = 'login' | 'register' | 'forgot' | 'guest';

/** Counts this handler against a limit of its own, per address, besides the global one. */
export const RateLimit = (name: RateLimitName) => SetMetadata(LIMIT, name);

/** Not counted at all: health, metrics, webhooks. */
export const NoRateLimit = () => SetMetadata(NO_LIMIT, true);

/**
 * Limits by address, and a signed-in terminal by its token instead: a shop's tills share one address and must not starve each other.
 * Runs between authentication and authorisation. Throws `RATE_LIMITED` (429 with Retry-After).
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  private readonly limits = new HandlerMemo<readonly ThrottlerOptions[]>();

  /** As the base class does, for the limits that concern the handler: it would ask all of them, by metadata, at each request. */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    const limits = this.limits
      .of(context, (targets) => this.limitsOf(targets))
      .filter((limit) => !limit.skipIf?.(context));
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

  private limitsOf(targets: HandlerTargets): ThrottlerOptions[] {
    if (this.reflector.getAllAndOverride<boolean>(NO_LIMIT, targets)) return [];
    const own = this.reflector.get<RateLimitName | undefined>(LIMIT, targets[0]);
    return this.throttlers.filter(({ name }) => name === 'global' || name === own);
  }

  protected override async getTracker(request: Authenticated): Promise<string> {
    return request.actor ? byToken(request) : byAddress(request);
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

@Global()
@Module({ providers: [RateLimitStorage], exports: [RateLimitStorage] })
class RateLimitStorageModule {}

@Module({})
export class RateLimitModule {
  static forRoot(): DynamicModule {
    return {
      module: RateLimitModule,
      imports: [
        RateLimitStorageModule,
        ThrottlerModule.forRootAsync({
          imports: [RateLimitStorageModule],
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
      name: 'login',
      limit: env.RATE_LIMIT_LOGIN,
      ttl: env.RATE_LIMIT_LOGIN_WINDOW,
      skipIf: off,
      getTracker: byTerminal,
    },
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
    {
      name: 'guest',
      limit: env.RATE_LIMIT_GUEST,
      ttl: env.RATE_LIMIT_GUEST_WINDOW,
      skipIf: (context) => off() || isFromStaff(context),
      getTracker: byTerminal,
    },
  ];
}

const byAddress = ({ ip }: Authenticated): string => `ip:${ip ?? 'unknown'}`;

const byToken = ({ headers }: Authenticated): string =>
  `token:${createHash('sha1')
    .update(headers.authorization ?? '')
    .digest('base64url')}`;

/** Where new tokens are handed out, only a terminal of staff counts by its token: a fresh token must not buy fresh tries. */
function byTerminal(incoming: Record<string, unknown>): string {
  const request = incoming as unknown as Authenticated;
  return request.actor && isStaff(request.actor) ? byToken(request) : byAddress(request);
}

const actorOf = (context: ExecutionContext): Actor | undefined =>
  context.switchToHttp().getRequest<Authenticated>().actor;

function isFromStaff(context: ExecutionContext): boolean {
  const actor = actorOf(context);
  return actor !== undefined && isStaff(actor);
}
