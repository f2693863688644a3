import { Inject, Injectable } from '@nestjs/common';

import { isStaff, rateLimited } from '#libs/kernel';
import { currentRequest, Database, ENV, type Env } from '#libs/platform';

import { LoginThrottle, type OpenTry } from '../core/identity.ports.js';
import {
  countersOf,
  LONGEST_LOCK,
  SECOND_LOCK,
  type SecretTry,
  type TryCounter,
  type TryCounters,
} from '../core/model/secret-tries.js';

const KNOWN = 'known';
const UNLIMITED: OpenTry = {
  right: () => Promise.resolve(),
  wrong: () => Promise.resolve({ locks: false }),
  done: () => undefined,
};

/** Who may go on in this process, by key: `most` at once, the others as these have done, in the order that they came. */
class Turns {
  private readonly taken = new Map<string, { count: number; readonly waiting: (() => void)[] }>();

  /** Resolves with what ends the turn. */
  async take(key: string, most: number): Promise<() => void> {
    const turn = this.taken.get(key) ?? { count: 0, waiting: [] };
    this.taken.set(key, turn);
    if (turn.count < most) turn.count++;
    else await new Promise<void>((resolve) => turn.waiting.push(resolve));
    return () => {
      const next = turn.waiting.shift();
      if (next) next();
      else if (--turn.count === 0) this.taken.delete(key);
    };
  }
}

/** Adds one wrong try to the counters of a list, unless they are locked; a counter begins anew when its window is over. */
const count = (list: string, condition: string) => `
  INSERT INTO login_failures AS f (account, tries, window_ends_at, free, step_seconds, grows, locked_until)
  SELECT key, 1, now() + make_interval(secs => memory), free, step, grows,
         CASE WHEN free <= 1 THEN now() + make_interval(secs => CASE WHEN grows THEN step ELSE memory END) END
  FROM unnest(${list}) AS counter (key, free, step, memory, grows) ${condition}
  ORDER BY key
  ON CONFLICT (account) DO UPDATE SET
    tries = CASE WHEN f.window_ends_at <= now() THEN 1 ELSE f.tries + 1 END,
    window_ends_at = CASE WHEN f.window_ends_at <= now() OR excluded.grows THEN excluded.window_ends_at ELSE f.window_ends_at END,
    free = excluded.free,
    step_seconds = excluded.step_seconds,
    grows = excluded.grows,
    locked_until = CASE
      WHEN f.window_ends_at <= now() THEN excluded.locked_until
      WHEN f.tries + 1 < excluded.free THEN NULL
      WHEN NOT excluded.grows THEN f.window_ends_at
      WHEN f.tries + 1 = excluded.free THEN now() + make_interval(secs => excluded.step_seconds)
      ELSE now() + make_interval(secs => excluded.step_seconds
             * least(${LONGEST_LOCK}, ${SECOND_LOCK} * 2 ^ least(f.tries - excluded.free, 20)))
    END
  WHERE f.locked_until IS NULL OR f.locked_until <= now()
  RETURNING f.locked_until IS NOT NULL AS locked`;

/**
 * Counters of wrong tries in PostgreSQL, so that all processes count together. Every statement is committed by itself, on a connection
 * aside: what happens to the request around it changes no count, and no request holds a counter. Whether a try counts is decided by the
 * statement that counts it, so that of a hundred at once the free ones are told and the rest are refused. Of those at one PIN by one
 * caller no more are looked at together than are free: a hundred guesses at once cost what five do.
 */
@Injectable()
export class SqlLoginThrottle extends LoginThrottle {
  private readonly turns = new Turns();

  constructor(
    private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {
    super();
  }

  async open(of: SecretTry): Promise<OpenTry> {
    if (!this.env.RATE_LIMIT_ENABLED) return UNLIMITED;
    const { actor, network = 'unknown' } = currentRequest() ?? {};
    const staff = actor && isStaff(actor) ? actor : undefined;
    const caller = staff ? `user:${staff.id}` : `address:${network}`;
    const limits = { free: this.env.RATE_LIMIT_LOGIN, window: this.env.RATE_LIMIT_LOGIN_WINDOW / 1000 };
    const strange = countersOf(of, caller, false, limits);
    const done = of.kind === 'pin' ? await this.turns.take(strange.pair.key, limits.free) : () => undefined;
    try {
      const rows = await this.look(strange, of.account, network);
      const trusted = staff !== undefined || rows.some(({ account }) => account === KNOWN);
      const counters = trusted ? countersOf(of, caller, true, limits) : strange;
      const keys = new Set(keysOf(counters));
      refuse(Math.max(0, ...rows.filter(({ account }) => keys.has(account)).map(({ seconds }) => seconds)));
      return { right: () => this.right(counters), wrong: () => this.wrong(counters), done };
    } catch (error) {
      done();
      throw error;
    }
  }

  /** What is locked, and whether the account is in use at this address: then it is no stranger's. */
  private look(counters: TryCounters, account: string, network: string) {
    return this.database.aside<{ account: string; seconds: number }>({
      name: 'login_failures.look',
      text: `SELECT account, ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
             FROM login_failures WHERE account = ANY($1) AND locked_until > now()
             UNION ALL
             SELECT '${KNOWN}', 0 WHERE EXISTS (
               SELECT FROM login_sessions s WHERE s.user_id::text = $2 AND s.network = $3 AND s.ended_at IS NULL
                 AND EXISTS (SELECT FROM refresh_tokens r WHERE r.session_id = s.id AND r.expires_at > now()))`,
      values: [keysOf(counters), account, network],
    });
  }

  private async right(counters: TryCounters): Promise<void> {
    const [row] = await this.database.aside<{ seconds: number | null }>({
      name: 'login_failures.forget',
      text: `WITH locked AS (
               SELECT max(locked_until) AS until FROM login_failures WHERE account = ANY($1) AND locked_until > now()
             ), forgotten AS (
               DELETE FROM login_failures WHERE account = $2 AND (SELECT until FROM locked) IS NULL
             )
             SELECT ceil(extract(epoch FROM until - now()))::integer AS seconds FROM locked`,
      values: [keysOf(counters), counters.pair.key],
    });
    refuse(row?.seconds ?? 0);
  }

  private async wrong({ pair, rest }: TryCounters): Promise<{ locks: boolean }> {
    const types = ['text', 'integer', 'double precision', 'double precision', 'boolean'];
    const list = (from: number) => types.map((type, i) => `$${from + i}::${type}[]`).join(', ');
    const counted = await this.database.aside<{ locked: boolean }>({
      name: 'login_failures.count',
      text: `WITH pair AS (${count(list(1), '')}),
                  rest AS (${count(list(6), 'WHERE EXISTS (SELECT FROM pair)')})
             SELECT locked FROM pair UNION ALL SELECT locked FROM rest`,
      values: [...columns([pair]), ...columns(rest)],
    });
    // Others at the same moment have used up what was free.
    if (counted.length < 1 + rest.length) refuse(Math.ceil(pair.step));
    return { locks: counted.some(({ locked }) => locked) };
  }
}

const keysOf = ({ pair, rest }: TryCounters): string[] => [pair, ...rest].map(({ key }) => key);

const columns = (counters: readonly TryCounter[]): unknown[] => [
  counters.map(({ key }) => key),
  counters.map(({ free }) => free),
  counters.map(({ step }) => step),
  counters.map(({ memory }) => memory),
  counters.map(({ grows }) => grows),
];

function refuse(seconds: number): void {
  if (seconds > 0) throw rateLimited(`Too many wrong tries. Try again in ${seconds} s.`, seconds);
}
