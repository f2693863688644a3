import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { catchError, from, mergeMap, type Observable } from 'rxjs';

import { DomainError, isStaff, rateLimited } from '#libs/kernel';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { currentRequest } from '../telemetry/request-context.js';
import { RateLimitStorage } from './rate-limit.storage.js';

const CHECK = 'comanda:checks-secret';
/** So many more anonymous requests an address may make for each right secret that came from it. */
const ROOM = 20;

export interface SecretCheck {
  /** Codes of the errors that mean: this secret is wrong. They count against the address, and none of them is told beyond the limit. */
  readonly wrong?: readonly string[];
  /** Whether an answer says that the secret was right; every answer does when absent. */
  readonly isRight?: (answer: unknown) => boolean;
}

/**
 * The handler takes a secret that nobody can guess in the time there is: the code of a table, a mailed link, a token. Wrong ones count per
 * address (`RATE_LIMIT_GUEST`), and beyond that are answered `RATE_LIMITED` (429). A right one is never refused, whoever else guesses
 * at the same address, and gives the address room for more anonymous requests: behind it is somebody's phone or till.
 */
export const ChecksSecret = (check: SecretCheck = {}) =>
  applyDecorators(SetMetadata(CHECK, check), UseInterceptors(SecretInterceptor));

/** What anonymous requests are counted by. */
export const addressTracker = (): string => `address:${currentRequest()?.network ?? 'unknown'}`;

@Injectable()
export class SecretInterceptor implements NestInterceptor {
  constructor(
    private readonly storage: RateLimitStorage,
    private readonly reflector: Reflector,
    @Inject(ENV) private readonly env: Env,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const actor = currentRequest()?.actor;
    if (!this.env.RATE_LIMIT_ENABLED || (actor && isStaff(actor))) return next.handle();
    const { wrong = [], isRight = () => true } = this.reflector.get<SecretCheck>(CHECK, context.getHandler());
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (isRight(answer)) await this.giveRoom();
        return answer;
      }),
      catchError((error: unknown) =>
        error instanceof DomainError && wrong.includes(error.code) ? from(this.refuse(error)) : from(reject(error)),
      ),
    );
  }

  private async refuse(error: DomainError): Promise<never> {
    const { RATE_LIMIT_GUEST: most, RATE_LIMIT_GUEST_WINDOW: window } = this.env;
    const count = await this.storage.increment(`guest:${addressTracker()}`, window, most);
    if (!count.isBlocked) throw error;
    const seconds = Math.max(1, count.timeToExpire);
    throw rateLimited(`Too many requests. Try again in ${seconds} s.`, seconds);
  }

  private async giveRoom(): Promise<void> {
    const { RATE_LIMIT_GLOBAL: most, RATE_LIMIT_WINDOW: window } = this.env;
    const { isBlocked } = await this.storage.increment(`room:${addressTracker()}`, window, most);
    if (!isBlocked) await this.storage.takeBack(`global:${addressTracker()}`, ROOM);
  }
}

const reject = async (error: unknown): Promise<never> => {
  throw error;
};
