import { createHash } from 'node:crypto';

import {
  applyDecorators,
  createParamDecorator,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { conflict, invalid, ruleBroken } from '#libs/kernel';

import type { Authenticated } from '../../auth/access.js';
import { Database } from '../../database/database.js';
import { claimKey, keepAnswer, letGo } from './idempotency-in-steps.js';

const SANE_KEY = /^[\x21-\x7e]{1,255}$/;

export interface IdempotencyOptions {
  /** Which requests call out: those run in steps, with their key claimed before and their answer kept after. None when absent. */
  readonly inSteps?: (request: { readonly method: unknown; readonly path: string; readonly body: unknown }) => boolean;
  /** A field of the answer that must not be kept: on a repeat the handler runs with `@KeptAnswer()`, to ask for it again. */
  readonly secret?: string;
}

/** Where a handler's {@link IdempotencyOptions} stand. */
export const IDEMPOTENCY = 'comanda:idempotency';

/**
 * The handler takes `Idempotency-Key`: the same key and body answers the first result again. The key, its answer and the handler's own
 * writes are one transaction, so a crash leaves all of them or none; what calls out runs `inSteps`.
 */
export const Idempotent = (options: IdempotencyOptions = {}) =>
  applyDecorators(
    SetMetadata(IDEMPOTENCY, options),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry safe: the same key and body answers the first result again for 24 hours.',
      schema: { type: 'string', maxLength: 255 },
    }),
  );

/** The first answer to this key, without its secret; undefined when this is the first request. */
export const KeptAnswer = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => context.switchToHttp().getRequest<Repeated>().keptAnswer,
);

/**
 * An id that this caller's Idempotency-Key alone leads to; undefined without a key. What runs in steps names its work by it: a retry after a
 * crash between two of them finds what is there.
 */
export const IdOfKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const request = context.switchToHttp().getRequest<Authenticated>();
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? uuidOf(`${callerOf(request)}\n${key}`) : undefined;
});

interface Repeated extends Authenticated {
  keptAnswer?: unknown;
}

interface KeyRow {
  locked: boolean;
  fingerprint: string | null;
  status: number | null;
  body: unknown;
}

interface Outcome {
  readonly body: unknown;
  readonly status: number;
  readonly replayed: boolean;
}

class KeyTaken extends Error {}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Authenticated>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !SANE_KEY.test(key)) {
      throw invalid(
        'IDEMPOTENCY_KEY_MALFORMED',
        'Idempotency-Key should be 1 to 255 printable ASCII characters without spaces.',
      );
    }
    const options = this.reflector.get<IdempotencyOptions>(IDEMPOTENCY, context.getHandler());
    const response = context.switchToHttp().getResponse<Response>();
    const body: unknown = request.body;
    const method = (body as { method?: unknown } | undefined)?.method;
    if (options.inSteps?.({ method, path: request.path, body })) {
      return from(this.onceInSteps(request, key, response, next, options.secret));
    }
    return from(this.once(callerOf(request), key, fingerprintOf(request), response, next));
  }

  private async onceInSteps(
    request: Repeated,
    key: string,
    response: Response,
    next: CallHandler,
    secret: string | undefined,
  ): Promise<unknown> {
    const caller = callerOf(request);
    const taken = await claimKey(this.database, caller, key, fingerprintOf(request));
    if (taken.kind === 'other_request') throw keyReused();
    if (taken.kind === 'running') throw keyInUse();
    if (taken.kind === 'done') {
      response.setHeader('Idempotent-Replayed', 'true');
      if (!lacks(taken.body, secret)) {
        response.status(taken.status);
        return taken.body;
      }
      request.keptAnswer = taken.body;
      return lastValueFrom(next.handle());
    }
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await keepAnswer(this.database, taken.claim, response.statusCode, without(body, secret));
      return body;
    } catch (error) {
      await letGo(this.database, taken.claim);
      throw error;
    }
  }

  private async once(
    caller: string,
    key: string,
    fingerprint: string,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const attempt = () => this.database.run(() => this.firstOrReplay(caller, key, fingerprint, response, next));
    const outcome = await attempt().catch((error: unknown) => {
      if (error instanceof KeyTaken) return attempt();
      throw error;
    });
    if (outcome.replayed) response.setHeader('Idempotent-Replayed', 'true');
    response.status(outcome.status);
    return outcome.body;
  }

  private async firstOrReplay(
    caller: string,
    key: string,
    fingerprint: string,
    response: Response,
    next: CallHandler,
  ): Promise<Outcome> {
    const [row] = await this.database.query<KeyRow & Record<string, unknown>>({
      name: 'idempotency.claim',
      text: `SELECT pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) AS locked, k.fingerprint, k.status, k.body
             FROM (SELECT 1) one LEFT JOIN idempotency_keys k
               ON k.caller = $1 AND k.key = $2 AND k.created_at > now() - interval '24 hours'`,
      values: [caller, key],
    });
    if (row?.fingerprint) {
      if (row.fingerprint !== fingerprint) {
        throw keyReused();
      }
      if (row.status === null) throw keyInUse();
      return { body: row.body, status: row.status ?? 200, replayed: true };
    }
    if (!row?.locked) {
      throw keyInUse();
    }
    const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const status = response.statusCode;
    const kept = await this.database.execute({
      name: 'idempotency.keep',
      text: `INSERT INTO idempotency_keys (caller, key, fingerprint, status, body) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (caller, key) DO UPDATE
               SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, created_at = now()
               WHERE idempotency_keys.created_at <= now() - interval '24 hours'`,
      values: [caller, key, fingerprint, status, JSON.stringify(body ?? null)],
    });
    // The first one committed between our look and our write: undo everything, and answer what it answered.
    if (kept === 0) throw new KeyTaken();
    return { body, status, replayed: false };
  }
}

const keyReused = () =>
  ruleBroken('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request. Make a new key for each.');

const keyInUse = () =>
  conflict(
    'IDEMPOTENCY_KEY_IN_USE',
    'The first request with this Idempotency-Key is still running. Try again in a moment.',
  );

/** A secret's place is kept, and nothing of it: `null` says that there was one. */
function without(body: unknown, secret: string | undefined): unknown {
  if (secret === undefined || typeof body !== 'object' || body === null || !(secret in body)) return body;
  return { ...body, [secret]: null };
}

const lacks = (body: unknown, secret: string | undefined): boolean =>
  secret !== undefined && typeof body === 'object' && body !== null && secret in body;

/** A UUID of version 8: 122 bits of the text's SHA-256. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes.readUInt8(6) & 0x0f);
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Keys are per caller: a user over all their devices, a table's session, or an address when nobody is logged in. */
function callerOf({ actor, ip }: Authenticated): string {
  if (actor?.kind === 'user') return `user:${actor.id}`;
  if (actor?.kind === 'guest') return `session:${actor.sessionId}`;
  return `ip:${ip ?? 'unknown'}`;
}

const fingerprintOf = (request: Authenticated): string =>
  fingerprint(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`);

/** What tells a repeat of a request from another one. */
export const fingerprint = (request: string): string => createHash('sha256').update(request).digest('base64url');
