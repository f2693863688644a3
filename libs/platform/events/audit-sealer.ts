import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { type AuditHead, type AuditSeal, auditSealOf } from '#libs/kernel';

import { Database } from '../database/database.js';
import { Logger } from '../telemetry/logger.js';
import { Outage } from '../telemetry/outage.js';
import { type SealableRow, sealableColumns } from './audit-rows.js';
import { NO_OUTLET } from './no-outlet.js';

const SWEEP_MS = 1_000;
const BATCH = 500;

interface PlacedSeal extends AuditSeal {
  readonly outlet_id: string;
}

/**
 * Seals committed entries of the audit log, each tied to the one before it of its outlet, in the order in which they are found committed: a link
 * made inside the writing transaction would stand before one that commits earlier. Any process may do a pass; the row of `audit_sealing` keeps
 * passes single-file. Nobody waits for a seal.
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private sweep?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = false;
  private readonly outage: Outage;

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    this.outage = new Outage(logger, 'Sealing the audit log failed; trying again', 'The audit log is sealed again');
  }

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => {
      this.running ??= this.sealAll().finally(() => (this.running = undefined));
    }, SWEEP_MS);
    this.sweep.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweep);
    await this.running;
  }

  /** Seals up to a batch of entries; answers how many. */
  async pass(): Promise<number> {
    return this.database.run(async () => {
      // The lock first, in a statement of its own: the next one's snapshot then sees all that earlier passes sealed.
      await this.database.execute({ name: 'audit.lock', text: 'SELECT FROM audit_sealing WHERE id = 1 FOR UPDATE' });
      const entries = await this.database.query<SealableRow>({
        name: 'audit.unsealed',
        text: `SELECT ${sealableColumns('a')} FROM audit_log a WHERE NOT a.sealed ORDER BY a.id LIMIT ${BATCH}`,
      });
      if (entries.length > 0) await this.keep(await this.sealsOf(entries));
      return entries.length;
    });
  }

  private async sealAll(): Promise<void> {
    try {
      while (!this.stopped && (await this.somethingWaits()) && (await this.pass()) === BATCH);
      this.outage.over();
    } catch (error) {
      if (!this.stopped) this.outage.met(error);
    }
  }

  private async somethingWaits(): Promise<boolean> {
    const waiting = await this.database.query({
      name: 'audit.waiting',
      text: 'SELECT FROM audit_log WHERE NOT sealed LIMIT 1',
    });
    return waiting.length > 0;
  }

  private async sealsOf(entries: readonly SealableRow[]): Promise<PlacedSeal[]> {
    const heads = await this.headsOf([...new Set(entries.map(chainOf))]);
    return entries.map((entry) => {
      const outlet_id = chainOf(entry);
      const seal = auditSealOf(entry, heads.get(outlet_id) ?? null);
      heads.set(outlet_id, seal);
      return { ...seal, outlet_id };
    });
  }

  private async headsOf(outletIds: readonly string[]): Promise<Map<string, AuditHead>> {
    const heads = await this.database.query<{ outlet_id: string; n: number; hash: string }>({
      name: 'audit.heads',
      text: 'SELECT outlet_id, last_n AS n, last_hash AS hash FROM audit_chains WHERE outlet_id = ANY($1::uuid[])',
      values: [outletIds],
    });
    return new Map(heads.map(({ outlet_id, n, hash }) => [outlet_id, { n, hash }]));
  }

  private async keep(seals: readonly PlacedSeal[]): Promise<void> {
    await this.database.execute({
      name: 'audit.seal',
      text: `WITH made AS (
               SELECT * FROM jsonb_to_recordset($1::jsonb)
                 AS s(outlet_id uuid, n bigint, entry_id uuid, entry_hash text, previous_hash text, hash text)
             ), kept AS (
               INSERT INTO audit_seals (outlet_id, n, entry_id, entry_hash, previous_hash, hash)
               SELECT outlet_id, n, entry_id, entry_hash, previous_hash, hash FROM made
             ), ended AS (
               INSERT INTO audit_chains (outlet_id, last_n, last_hash)
               SELECT DISTINCT ON (outlet_id) outlet_id, n, hash FROM made ORDER BY outlet_id, n DESC
               ON CONFLICT (outlet_id) DO UPDATE SET last_n = excluded.last_n, last_hash = excluded.last_hash
             )
             UPDATE audit_log SET sealed = true FROM made WHERE audit_log.id = made.entry_id`,
      values: [JSON.stringify(seals)],
    });
  }
}

const chainOf = ({ outlet_id }: SealableRow): string => outlet_id ?? NO_OUTLET;
