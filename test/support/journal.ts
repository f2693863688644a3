import { setTimeout as delay } from 'node:timers/promises';

import { newId } from '#libs/kernel';

import { type Answer, client } from './client.js';

/** What one client meant and what it was told: written before it sends, and after. */
export interface JournalEntry {
  readonly key: string;
  /** The order's id, once a server said so. */
  acknowledged?: string;
  /** Answers that no client of ours should ever see, whatever breaks. */
  readonly odd: string[];
}

export interface JournalClient {
  /** Any server that may be up; asked again before each try. */
  readonly server: () => { readonly url: string };
  readonly token: string;
  readonly path: string;
  readonly body: () => unknown;
}

const PATIENCE_MS = 30_000;

/**
 * Sends orders until told to stop, each with a key of its own and again with the same key until it is acknowledged, as a till does.
 * A lost connection, 503 and 409 for a key in use are part of the weather; everything else is odd.
 */
export async function keepOrdering(who: JournalClient, isOver: () => boolean): Promise<JournalEntry[]> {
  const journal: JournalEntry[] = [];
  while (!isOver()) {
    const entry: JournalEntry = { key: newId(), odd: [] };
    journal.push(entry);
    await acknowledge(who, entry);
  }
  return journal;
}

async function acknowledge(who: JournalClient, entry: JournalEntry): Promise<void> {
  const body = who.body();
  const deadline = Date.now() + PATIENCE_MS;
  while (!entry.acknowledged && Date.now() < deadline) {
    const answer = await post(who, entry.key, body);
    if (answer?.status === 201) entry.acknowledged = (answer.body as { id: string }).id;
    else {
      if (answer && !isWeather(answer)) entry.odd.push(`${answer.status} ${JSON.stringify(answer.body)}`);
      await delay(50);
    }
  }
}

function post(who: JournalClient, key: string, body: unknown): Promise<Answer | undefined> {
  return client(who.server(), who.token)
    .post(who.path, body, { 'idempotency-key': key })
    .catch(() => undefined);
}

const isWeather = ({ status, body, headers }: Answer): boolean =>
  (status === 503 && headers.get('retry-after') !== null) ||
  (status === 409 && (body as { code?: string }).code === 'IDEMPOTENCY_KEY_IN_USE');
