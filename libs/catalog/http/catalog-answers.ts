import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';

import { type Actor, Clock, isStaff } from '#libs/kernel';
import { type Env, ENV, isAllVersioned, namesTag, versionTag } from '#libs/platform';

import type { Timed } from '../core/catalog.ports.js';
import { CatalogVersions } from '../core/services/catalog-versions.js';
import { visibleOutlets } from '../core/model/catalog-scope.js';

/** A question to the catalogue: the same one, asked by somebody who sees the same, has the same answer. */
export interface Question {
  readonly actor: Actor | undefined;
  readonly outletId?: string;
  /** What is asked, with everything that the answer depends on. */
  readonly about: readonly unknown[];
  readonly kind: 'products' | 'categories';
}

interface Kept<T> {
  readonly value: T;
  readonly stamp: string;
  readonly expiresAt: number;
}

interface Answer {
  readonly body: Buffer;
  readonly etag: string;
  /** Whether who has this ETag has all of it as it is now. */
  readonly isWhole: boolean;
}

/** Bytes of answers kept at most, whatever their number: menus are long. */
const MOST_BYTES = 32 * 1024 * 1024;
const ROUGH_BYTES = 2_000;

/**
 * Answers of the public reads, serialised once and sent as they are until the catalogue, or somebody's stock, changes. A reading that
 * raced with a change is sent to those who waited for it and kept for nobody.
 */
@Injectable()
export class CatalogAnswers {
  private readonly kept: LRUCache<string, Kept<unknown>>;
  private readonly questions: LRUCache<string, Question>;
  private readonly readings = new Map<string, Promise<Kept<unknown>>>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly versions: CatalogVersions,
    private readonly clock: Clock,
  ) {
    this.questions = new LRUCache({ max: env.CACHE_L1_MAX_SIZE });
    this.kept = new LRUCache({
      max: env.CACHE_L1_MAX_SIZE,
      maxSize: MOST_BYTES,
      sizeCalculation: ({ value }) => (isAnswer(value) ? value.body.length : ROUGH_BYTES) + 1,
    });
  }

  /** Answers with JSON, an ETag, and `X-Cache` that says whether it was kept; 304 to whoever has it already. */
  async send(
    request: Request,
    response: Response,
    question: Question,
    read: () => Promise<Timed<object>>,
  ): Promise<void> {
    const { value, isHit } = await this.remember(question, async () => {
      const { value: body, changesAt } = await read();
      return { value: serialised(body), changesAt };
    });
    this.questions.set(placeOf(request, question.actor), question);
    write(request, response, question.actor, value, isHit);
  }

  /** Answers what was asked by the same URL before and still holds, without reading the request any further. */
  sendKept(request: Request, response: Response, actor: Actor | undefined): boolean {
    const question = this.questions.get(placeOf(request, actor));
    const kept = question && this.held<object>(keyOf(question), this.stampOf(question, true));
    if (!kept || !isAnswer(kept.value)) return false;
    write(request, response, actor, kept.value, true);
    return true;
  }

  /** As `send`, for what was read this moment and is not kept. */
  sendFresh(request: Request, response: Response, question: Question, body: object, isHit: boolean): void {
    write(request, response, question.actor, serialised(body), isHit);
  }

  /** The value of a question, kept as long as it holds. `stock: false` for what does not tell how much there is. */
  async remember<T extends object>(
    question: Question,
    read: () => Promise<Timed<T>>,
    { stock = true }: { stock?: boolean } = {},
  ): Promise<{ value: T; isHit: boolean }> {
    if (!this.env.CACHE_ENABLED) return { value: (await read()).value, isHit: false };
    const key = keyOf(question);
    const stamp = this.stampOf(question, stock);
    const kept = this.held<T>(key, stamp);
    if (kept) return { value: kept.value, isHit: true };
    const readingKey = `${stamp} ${key}`;
    let reading = this.readings.get(readingKey) as Promise<Kept<T>> | undefined;
    if (!reading) {
      reading = this.read(question, stamp, read);
      this.readings.set(readingKey, reading);
      reading.then(
        (fresh) => {
          this.readings.delete(readingKey);
          this.kept.set(key, fresh);
        },
        () => this.readings.delete(readingKey),
      );
    }
    return { value: (await reading).value, isHit: false };
  }

  private held<T>(key: string, stamp: string): Kept<T> | undefined {
    const kept = this.kept.get(key) as Kept<T> | undefined;
    return kept?.stamp === stamp && kept.expiresAt > this.clock.now().getTime() ? kept : undefined;
  }

  private stampOf({ actor, outletId }: Question, stock: boolean): string {
    const outletIds = outletId === undefined ? visibleOutlets(actor) : [outletId];
    return this.versions.stamp(outletIds, stock ? ['definition', 'stock'] : ['definition']);
  }

  private async read<T>(question: Question, stamp: string, read: () => Promise<Timed<T>>): Promise<Kept<T>> {
    const ttl = question.kind === 'products' ? this.env.CACHE_TTL_PRODUCTS : this.env.CACHE_TTL_CATEGORIES;
    const { value, changesAt } = await read();
    const expiresAt = this.clock.now().getTime() + ttl;
    return { value, stamp, expiresAt: Math.min(expiresAt, changesAt?.getTime() ?? expiresAt) };
  }
}

const isAnswer = (value: unknown): value is Answer => Buffer.isBuffer((value as Partial<Answer>).body);

function serialised(value: object): Answer {
  const body = Buffer.from(JSON.stringify(value));
  const version = versionTag(value);
  if (version !== null) return { body, etag: version, isWhole: isAllVersioned(value) };
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"`, isWhole: true };
}

/** Whose eyes see the answer: everybody's, an administrator's, or those of the staff or the guests of certain outlets. */
function viewerOf(actor: Actor | undefined): string {
  const outlets = visibleOutlets(actor);
  const scope = outlets === 'all' ? 'all' : [...outlets].sort().join(',');
  return `${actor && isStaff(actor) ? 'staff' : 'public'} ${scope}`;
}

const keyOf = ({ actor, outletId, about }: Question): string =>
  `${viewerOf(actor)} ${outletId ?? '*'} ${JSON.stringify(about)}`;

const placeOf = (request: Request, actor: Actor | undefined): string => `${viewerOf(actor)} ${request.url}`;

function write(
  request: Request,
  response: Response,
  actor: Actor | undefined,
  { body, etag, isWhole }: Answer,
  isHit: boolean,
): void {
  response.vary('Authorization');
  const headers = {
    ETag: etag,
    'Cache-Control': actor ? 'private, no-cache' : 'public, no-cache',
    'X-Cache': isHit ? 'HIT' : 'MISS',
  };
  if (isWhole && namesTag(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response
    .writeHead(200, { ...headers, 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length })
    .end(body);
}
