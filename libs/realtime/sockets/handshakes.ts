import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { Inject, Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, forbidden, unauthenticated } from '#libs/kernel';
import { Authenticator, ENV, type Env, ProblemFilter } from '#libs/platform';

export type Problem = ReturnType<ProblemFilter['problemOf']>;

const BEARER = /^Bearer +(\S+)$/i;

/** What both protocols check before a client hears anything: where it comes from and who it is. */
@Injectable()
export class Handshakes {
  private readonly origins: ReadonlySet<string>;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly problems: ProblemFilter,
    @Inject(ENV) env: Env,
  ) {
    this.origins = new Set(env.ALLOWED_ORIGINS);
  }

  /**
   * Browsers say which page opens a socket, and CORS does not cover WebSockets: a page of an origin that is not allowed is refused.
   * Apps send no origin, or the server's own.
   */
  assertOrigin({ origin, host }: IncomingHttpHeaders): void {
    const isAllowed =
      origin === undefined ||
      this.origins.has('*') ||
      this.origins.has(origin) ||
      (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
    if (!isAllowed) throw forbidden('ORIGIN_NOT_ALLOWED', 'Pages of this origin may not connect.');
  }

  /** The bearer of a token. Throws `TOKEN_MISSING` or `TOKEN_INVALID` (401), and `OUTLET_NOT_FOUND` (404) for an outlet that is not theirs. */
  async authenticate(token: unknown, outletId?: string): Promise<Actor> {
    if (token === undefined || token === null || token === '') throw tokenMissing();
    const actor = await this.authenticator.authenticate(typeof token === 'string' ? token : '');
    if (outletId !== undefined && actor.role !== 'CUSTOMER') assertOutlet(actor, outletId);
    return actor;
  }

  problemOf(error: unknown, headers: IncomingHttpHeaders, requestId: string = randomUUID()): Problem {
    return this.problems.problemOf(error, requestId, headers['accept-language']);
  }
}

export const tokenMissing = () => unauthenticated('TOKEN_MISSING', 'Send a token of a user or of a table session.');

export const bearerOf = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1];
