import { Worker } from 'node:worker_threads';

import { Injectable } from '@nestjs/common';

import { unavailable } from '#libs/kernel';

import type { PagesToLayOut } from './pdf-layout.js';

const THREAD = new URL('./pdf-thread.js', import.meta.url);
const LONGEST_MS = 20_000;
const LONGEST_QUEUE = 20;

/**
 * Lays pages out in a thread of their own, one document at a time: it is half a second of pure computation, and the event loop has orders
 * to take. The thread ends with its document, so an idle process keeps none of its memory. Throws `DOCUMENTS_BUSY` (503).
 */
@Injectable()
export class PdfRenderer {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly thread: URL = THREAD) {}

  async render(pages: PagesToLayOut): Promise<Uint8Array> {
    if (this.waiting >= LONGEST_QUEUE) {
      throw unavailable('DOCUMENTS_BUSY', 'Too many documents are being made at once. Try again in a moment.', 5);
    }
    this.waiting++;
    const result = this.last.then(() => runThread(this.thread, pages));
    this.last = result.catch(() => undefined);
    return result.finally(() => this.waiting--);
  }
}

function runThread(thread: URL, pages: PagesToLayOut): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData: pages, resourceLimits: { maxOldGenerationSizeMb: 256 } });
    const limit = setTimeout(() => {
      reject(new Error('Laying out a PDF took too long'));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The thread that lays out PDFs ended with ${code}`));
    });
  });
}
