import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { Database, type Statement } from '#libs/platform';

import type { CallKind, ServiceCall } from '../core/model/service-call.js';
import { type Answerer, ServiceCallRepository } from '../core/tables.ports.js';
import { idsOf } from './table-session-rows.js';
import { type ServiceCallRow, SERVICE_CALL_COLUMNS } from './service-call.schema.js';

type Row = ServiceCallRow & { table_id: string; table_name: string };

/** Calls `c` of a WITH or of the table, each where its sitting is now. */
const shown = (from: string): string => `
  SELECT ${SERVICE_CALL_COLUMNS.of('c')}, s.table_id, t.name AS table_name
  FROM ${from} c JOIN table_sessions s ON s.id = c.session_id JOIN dining_tables t ON t.id = s.table_id`;
/** Many more than anybody answers. */
const MOST_SHOWN = 500;

@Injectable()
export class SqlServiceCallRepository extends ServiceCallRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(call: ServiceCall): Promise<void> {
    await this.database.execute({
      name: 'calls.add',
      text: `INSERT INTO service_calls (outlet_id, id, session_id, kind, note, method, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values: [call.outletId, call.id, call.sessionId, call.kind, call.note, call.method, call.createdAt],
    });
  }

  async find(scope: OutletScope, id: string): Promise<ServiceCall | null> {
    return this.one({
      name: 'calls.find',
      text: `${shown('service_calls')} WHERE c.id = $1 AND ($2::uuid[] IS NULL OR c.outlet_id = ANY($2))`,
      values: [id, idsOf(scope)],
    });
  }

  openOf(outletId: string, sessionId: string, kind: CallKind): Promise<ServiceCall | null> {
    return this.one({
      name: 'calls.open-of',
      text: `${shown('service_calls')}
             WHERE c.outlet_id = $1 AND c.session_id = $2 AND c.kind = $3 AND c.closed_at IS NULL`,
      values: [outletId, sessionId, kind],
    });
  }

  async since(outletId: string, sessionId: string, at: Date): Promise<Date[]> {
    const rows = await this.database.query<{ created_at: Date }>({
      name: 'calls.since',
      text: `SELECT created_at FROM service_calls
             WHERE outlet_id = $1 AND session_id = $2 AND created_at > $3 ORDER BY created_at`,
      values: [outletId, sessionId, at],
    });
    return rows.map(({ created_at }) => created_at);
  }

  open(scope: OutletScope): Promise<ServiceCall[]> {
    return this.all({
      name: 'calls.open',
      text: `${shown('service_calls')}
             WHERE ($1::uuid[] IS NULL OR c.outlet_id = ANY($1)) AND c.closed_at IS NULL
             ORDER BY c.created_at, c.id LIMIT ${MOST_SHOWN}`,
      values: [idsOf(scope)],
    });
  }

  acknowledge(scope: OutletScope, id: string, { id: by, at }: Answerer): Promise<ServiceCall | null> {
    return this.one({
      name: 'calls.acknowledge',
      text: `WITH changed AS (
               UPDATE service_calls SET acknowledged_at = $3, acknowledged_by = $4
               WHERE id = $1 AND ($2::uuid[] IS NULL OR outlet_id = ANY($2)) AND closed_at IS NULL AND acknowledged_at IS NULL
               RETURNING ${SERVICE_CALL_COLUMNS.of()}
             ) ${shown('changed')}`,
      values: [id, idsOf(scope), at, by],
    });
  }

  close(scope: OutletScope, id: string, { id: by, at }: Answerer): Promise<ServiceCall | null> {
    return this.one({
      name: 'calls.close',
      text: `WITH changed AS (
               UPDATE service_calls SET closed_at = $3, closed_by = $4
               WHERE id = $1 AND ($2::uuid[] IS NULL OR outlet_id = ANY($2)) AND closed_at IS NULL
               RETURNING ${SERVICE_CALL_COLUMNS.of()}
             ) ${shown('changed')}`,
      values: [id, idsOf(scope), at, by],
    });
  }

  closeOf(outletIds: readonly string[], sessionIds: readonly string[], at: Date): Promise<ServiceCall[]> {
    return this.all({
      name: 'calls.close-of',
      text: `WITH changed AS (
               UPDATE service_calls SET closed_at = $3
               WHERE outlet_id = ANY($1::uuid[]) AND session_id = ANY($2::uuid[]) AND closed_at IS NULL
               RETURNING ${SERVICE_CALL_COLUMNS.of()}
             ) ${shown('changed')} ORDER BY c.id`,
      values: [outletIds, sessionIds, at],
    });
  }

  async moveOpen(outletId: string, from: string, to: string): Promise<void> {
    await this.database.execute({
      name: 'calls.move-open',
      text: `UPDATE service_calls c SET session_id = $3
             WHERE c.outlet_id = $1 AND c.session_id = $2 AND c.closed_at IS NULL AND NOT EXISTS (
               SELECT FROM service_calls h
               WHERE h.outlet_id = $1 AND h.session_id = $3 AND h.kind = c.kind AND h.closed_at IS NULL)`,
      values: [outletId, from, to],
    });
  }

  private async one(statement: Statement): Promise<ServiceCall | null> {
    return (await this.all(statement))[0] ?? null;
  }

  private async all(statement: Statement): Promise<ServiceCall[]> {
    return (await this.database.query<Row & Record<string, unknown>>(statement)).map(toCall);
  }
}

const toCall = (row: Row): ServiceCall => ({
  id: row.id,
  outletId: row.outlet_id,
  sessionId: row.session_id,
  tableId: row.table_id,
  tableName: row.table_name,
  kind: row.kind,
  note: row.note,
  method: row.method,
  createdAt: row.created_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
});
