import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { LRUCache } from 'lru-cache';

import { unavailable } from '#libs/kernel';

import { FairQueue } from '../resilience/fair-queue.js';
import { currentCaller } from '../telemetry/request-context.js';
import type { PdfDefinition } from './pdf-definition.js';

const LONGEST_MS = 20_000;
const LONGEST_QUEUE = 50;
/** A till prints many receipts in a row; a quiet hour should not keep the thread's memory. */
const IDLE_MS = 30_000;
const MOST_MEMORY_MB = 256;
const MOST_KEPT_BYTES = 16_000_000;

/**
 * Lays pages out in a thread of their own, one at a time: loading the fonts and setting the text is a tenth of a second of pure
 * computation, and the event loop has orders to take. The thread stays for the next one and ends when none comes. Callers take
 * turns, and a page that was laid out is kept while others ask for the very same: a receipt of a bill that has not changed is made once.
 * Throws `DOCUMENTS_BUSY` (503).
 */
@Injectable()
export class PdfRenderer implements OnApplicationShutdown {
  protected readonly entry: URL = new URL('./pdf-thread.js', import.meta.url);
  private readonly queue = new FairQueue({
    atOnce: 1,
    mostWaiting: LONGEST_QUEUE - 1,
    busy: () => unavailable('DOCUMENTS_BUSY', 'Too many documents are being made at once. Try again in a moment.', 5),
  });
  private readonly kept = new LRUCache<string, Uint8Array>({
    maxSize: MOST_KEPT_BYTES,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });
  private readonly beingMade = new Map<string, Promise<Uint8Array>>();
  private thread: Worker | undefined;
  private inHand: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined;
  private idle: NodeJS.Timeout | undefined;

  async render(definition: PdfDefinition): Promise<Uint8Array> {
    const caller = currentCaller();
    const content = digestOf(definition);
    const kept = this.kept.get(content);
    if (kept) return kept;
    // Per caller: one must not wait in another's place of the queue.
    const key = `${content} ${caller}`;
    const underWay = this.beingMade.get(key);
    if (underWay) return underWay;
    const made = this.queue.run(caller, async () => this.kept.get(content) ?? (await this.layOut(definition)));
    this.beingMade.set(key, made);
    try {
      const bytes = await made;
      this.kept.set(content, bytes);
      return bytes;
    } finally {
      this.beingMade.delete(key);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private async layOut(definition: PdfDefinition): Promise<Uint8Array> {
    clearTimeout(this.idle);
    const thread = (this.thread ??= this.start());
    const limit = setTimeout(() => this.lose(thread, new Error('Laying out a PDF took too long')), LONGEST_MS);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        this.inHand = { resolve, reject };
        thread.postMessage(definition);
      });
    } finally {
      clearTimeout(limit);
      this.idle = setTimeout(() => void this.end(), IDLE_MS).unref();
    }
  }

  private start(): Worker {
    const thread = new Worker(this.entry, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } });
    thread.on('message', (bytes: Uint8Array) => this.inHand?.resolve(bytes));
    thread.on('error', (error: Error) => this.lose(thread, error));
    thread.on('exit', () => this.lose(thread, new Error('The thread that lays out PDFs ended')));
    thread.unref();
    return thread;
  }

  /** The next page gets a thread of its own. */
  private lose(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.inHand?.reject(error);
    void this.end();
  }

  private async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    clearTimeout(this.idle);
    await thread?.terminate();
  }
}

const digestOf = (definition: PdfDefinition): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('base64url');
