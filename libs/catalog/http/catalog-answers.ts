import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';

import { type Actor, Clock, isStaff } from '#libs/kernel';
import {
  type Env,
  ENV,
  isAllVersioned,
  namesTag,
  PackedBytes,
  preferredLanguage,
  sendPacked,
  versionTag,
} from '#libs/platform';

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
  /** What the reader reads names in, where that is asked for. */
  readonly language?: string;
}

/** Whether the names in it are others in another language. */
interface Translatable {
  readonly isTranslated?: boolean;
}

interface Kept<T> {
  readonly value: T;
  readonly stamp: string;
  readonly expiresAt: number;
}

/** One resource with a version, which is its ETag and what `If-Match` takes: it goes out as it is, since it is short. */
interface VersionedAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** Whether who has this ETag has all of it as it is now. */
  readonly isWhole: boolean;
}

/** Of many resources, a menu first of all: packed for whoever takes it so. */
type Answer = VersionedAnswer | PackedBytes;

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
  private readonly questions: LRUCache<string, { readonly question: Question; readonly key: string }>;
  private readonly readings = new Map<string, Promise<Kept<unknown>>>();
  /** Answers that are others in another language. */
  private readonly translated = new WeakSet<Answer>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly versions: CatalogVersions,
    private readonly clock: Clock,
  ) {
    this.questions = new LRUCache({ max: env.CACHE_L1_MAX_SIZE });
    this.kept = new LRUCache({
      max: env.CACHE_L1_MAX_SIZE,
      maxSize: MOST_BYTES,
      sizeCalculation: ({ value }) => (value instanceof PackedBytes ? 2 * value.plain.length : ROUGH_BYTES) + 1,
    });
  }

  /** Answers with JSON, an ETag, and `X-Cache` that says whether it was kept; 304 to whoever has it already. */
  async send(
    request: Request,
    response: Response,
    question: Question,
    read: () => Promise<Timed<object> & Translatable>,
  ): Promise<void> {
    const { value, isHit } = await this.remember(question, async () => {
      const { value: body, changesAt, isTranslated } = await read();
      const answer = serialised(body);
      if (isTranslated) this.translated.add(answer);
      return { value: answer, changesAt };
    });
    this.questions.set(placeOf(request, question.actor), { question, key: keyOf(question) });
    await this.write(request, response, question.actor, value, isHit);
  }

  /** Answers what was asked by the same URL before and still holds, without reading the request any further. */
  async sendKept(request: Request, response: Response, actor: Actor | undefined): Promise<boolean> {
    const asked = this.questions.get(placeOf(request, actor));
    const kept = asked && this.held<object>(asked.key, this.stampOf(asked.question, true));
    if (!kept || !isAnswer(kept.value)) return false;
    await this.write(request, response, actor, kept.value, true);
    return true;
  }

  /** As `send`, for what was read this moment and is not kept. */
  async sendFresh(
    request: Request,
    response: Response,
    question: Question,
    { body, isTranslated }: { body: object } & Translatable,
    isHit: boolean,
  ): Promise<void> {
    const answer = serialised(body);
    if (isTranslated) this.translated.add(answer);
    await this.write(request, response, question.actor, answer, isHit);
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

  private write(request: Request, response: Response, actor: Actor | undefined, answer: Answer, isHit: boolean) {
    if (this.translated.has(answer)) response.vary('Accept-Language');
    return write(request, response, actor, answer, isHit);
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

const isAnswer = (value: unknown): value is Answer =>
  value instanceof PackedBytes || Buffer.isBuffer((value as Partial<VersionedAnswer>).body);

function serialised(value: object): Answer {
  const body = Buffer.from(JSON.stringify(value));
  const version = versionTag(value);
  return version === null ? new PackedBytes(body) : { body, etag: version, isWhole: isAllVersioned(value) };
}

/** Who may see the answer: everybody, an administrator, or the staff or the guests of certain outlets. */
function viewerOf(actor: Actor | undefined): string {
  const outlets = visibleOutlets(actor);
  const scope = outlets === 'all' ? 'all' : [...outlets].sort().join(',');
  return `${actor && isStaff(actor) ? 'staff' : 'public'} ${scope}`;
}

const keyOf = ({ actor, outletId, about, language = '' }: Question): string =>
  `${viewerOf(actor)} ${language} ${outletId ?? '*'} ${JSON.stringify(about)}`;

const placeOf = (request: Request, actor: Actor | undefined): string =>
  `${viewerOf(actor)} ${preferredLanguage(request.headers['accept-language']) ?? ''} ${request.url}`;

const JSON_TYPE = 'application/json; charset=utf-8';

async function write(
  request: Request,
  response: Response,
  actor: Actor | undefined,
  answer: Answer,
  isHit: boolean,
): Promise<void> {
  response.vary('Authorization');
  const headers = {
    'Cache-Control': actor ? 'private, no-cache' : 'public, no-cache',
    'X-Cache': isHit ? 'HIT' : 'MISS',
  };
  if (answer instanceof PackedBytes) {
    await sendPacked(request, response, answer, { headers, type: JSON_TYPE });
    return;
  }
  const { body, etag, isWhole } = answer;
  if (isWhole && namesTag(request.headers['if-none-match'], etag)) {
    response.writeHead(304, { ...headers, ETag: etag }).end();
    return;
  }
  response
    .writeHead(200, { ...headers, ETag: etag, 'Content-Type': JSON_TYPE, 'Content-Length': body.length })
    .end(body);
}
