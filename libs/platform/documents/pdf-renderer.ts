import { Worker } from 'node:worker_threads';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { unavailable } from '#libs/kernel';

import type { PdfDefinition } from './pdf-definition.js';

const LONGEST_MS = 20_000;
const LONGEST_QUEUE = 50;
/** A till prints many receipts in a row; a quiet hour should not keep the thread's memory. */
const IDLE_MS = 30_000;
const MOST_MEMORY_MB = 256;

/**
 * Lays pages out in a thread of their own, one at a time: loading the fonts and setting the text is a tenth of a second of pure
 * computation, and the event loop has orders to take. The thread stays for the next one and ends when none comes. Throws
 * `DOCUMENTS_BUSY` (503).
 */
@Injectable()
export class PdfRenderer implements OnApplicationShutdown {
  protected readonly entry: URL = new URL('./pdf-thread.js', import.meta.url);
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private thread: Worker | undefined;
  private inHand: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined;
  private idle: NodeJS.Timeout | undefined;

  async render(definition: PdfDefinition): Promise<Uint8Array> {
    if (this.waiting >= LONGEST_QUEUE) {
      throw unavailable('DOCUMENTS_BUSY', 'Too many documents are being made at once. Try again in a moment.', 5);
    }
    this.waiting++;
    const result = this.last.then(() => this.layOut(definition));
    this.last = result.catch(() => undefined);
    return result.finally(() => this.waiting--);
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
