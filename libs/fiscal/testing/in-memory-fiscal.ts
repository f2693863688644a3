import { JobQueue, type NewJob } from '#libs/kernel';

import type { DownloadedFile, FileKind } from '../core/model/authority-state.js';
import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { DEFAULT_SETTINGS, type SavedFiscalSettings } from '../core/model/fiscal-settings.js';
import {
  FiscalDocumentRepository,
  FiscalFiles,
  FiscalNumbers,
  FiscalSettingsRepository,
  type Series,
} from '../core/fiscal.ports.js';

export class InMemoryFiscalDocumentRepository extends FiscalDocumentRepository {
  readonly kept = new Map<string, FiscalDocument>();

  async insert(document: FiscalDocument): Promise<boolean> {
    if (await this.ofOrder(document.outletId, document.orderId)) return false;
    this.kept.set(document.id, document);
    return true;
  }

  async save(document: FiscalDocument): Promise<boolean> {
    if (this.kept.get(document.id)?.version !== document.version - 1) return false;
    this.kept.set(document.id, document);
    return true;
  }

  async find(outletId: string, id: string): Promise<FiscalDocument | null> {
    return this.one((document) => document.outletId === outletId && document.id === id);
  }

  async ofOrder(outletId: string, orderId: string): Promise<FiscalDocument | null> {
    return this.one((document) => document.outletId === outletId && document.orderId === orderId);
  }

  async byReference(provider: string, reference: string): Promise<FiscalDocument | null> {
    return this.one((document) => document.provider === provider && document.reference === reference);
  }

  async ofCustomer(customerId: string): Promise<FiscalDocument[]> {
    return [...this.kept.values()].filter((document) => document.customerId === customerId);
  }

  async forgetBuyer(customerId: string): Promise<void> {
    for (const document of await this.ofCustomer(customerId)) {
      if (['BLOCKED', 'REJECTED', 'WITHDRAWN'].includes(document.status)) {
        this.kept.set(document.id, { ...document, invoice: null, version: document.version + 1 });
      }
    }
  }

  async deleteBefore(instant: Date, limit: number): Promise<number> {
    const old = [...this.kept.values()].filter(({ updatedAt }) => updatedAt < instant).slice(0, limit);
    old.forEach(({ id }) => this.kept.delete(id));
    return old.length;
  }

  private one(is: (document: FiscalDocument) => boolean): FiscalDocument | null {
    return [...this.kept.values()].find(is) ?? null;
  }
}

export class InMemoryFiscalNumbers extends FiscalNumbers {
  private readonly last = new Map<string, number>();
  private readonly freed = new Map<string, number[]>();

  async take(series: Series): Promise<number> {
    const key = JSON.stringify(series);
    const freed = this.freed
      .get(key)
      ?.sort((a, b) => a - b)
      .shift();
    if (freed !== undefined) return freed;
    const next = (this.last.get(key) ?? 0) + 1;
    this.last.set(key, next);
    return next;
  }

  async giveBack(series: Series, number: number): Promise<void> {
    const key = JSON.stringify(series);
    this.freed.set(key, [...(this.freed.get(key) ?? []), number]);
  }
}

export class InMemoryFiscalFiles extends FiscalFiles {
  readonly kept = new Map<string, DownloadedFile>();

  async keep({ id }: { id: string }, file: DownloadedFile): Promise<void> {
    if (!this.kept.has(`${id} ${file.kind}`)) this.kept.set(`${id} ${file.kind}`, file);
  }

  async find({ id }: { id: string }, kind: FileKind): Promise<DownloadedFile | null> {
    return this.kept.get(`${id} ${kind}`) ?? null;
  }
}

export class InMemoryFiscalSettingsRepository extends FiscalSettingsRepository {
  readonly kept = new Map<string, SavedFiscalSettings>();

  async get(outletId: string): Promise<SavedFiscalSettings> {
    return this.kept.get(outletId) ?? { ...DEFAULT_SETTINGS, outletId, version: 0 };
  }

  async save(settings: SavedFiscalSettings): Promise<boolean> {
    const { version } = await this.get(settings.outletId);
    if (version !== settings.version - 1) return false;
    this.kept.set(settings.outletId, settings);
    return true;
  }
}

/** Keeps jobs until a test runs them; the same key again is the same job. */
export class WaitingJobs extends JobQueue {
  readonly all = new Map<string, NewJob>();
  readonly waiting: NewJob[] = [];

  async enqueue(job: NewJob): Promise<void> {
    const name = `${job.kind} ${job.key}`;
    if (this.all.has(name)) return;
    this.all.set(name, job);
    this.waiting.push(job);
  }
}
