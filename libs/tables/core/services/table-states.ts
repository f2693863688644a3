import { Injectable } from '@nestjs/common';

import type { SittingBills } from '../model/sitting-bills.js';
import { EventLog, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type StateOfTable, stateOf, type TableMark, type TableStanding } from '../model/table-state.js';
import { TableStateChanged } from '../model/tables.events.js';
import {
  type KeptMark,
  TableBills,
  TableMarkRepository,
  TableQueries,
  type TableWithSession,
} from '../tables.ports.js';

/** A table with how it stands. */
export interface StandingTable extends TableWithSession {
  readonly standing: TableStanding;
}

/** The states of tables: worked out whenever they are asked for, and told when they are others than before. */
@Injectable()
export class TableStates {
  constructor(
    private readonly queries: TableQueries,
    private readonly marks: TableMarkRepository,
    private readonly bills: TableBills,
    private readonly outlets: OutletsApi,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async of(tables: readonly TableWithSession[]): Promise<StandingTable[]> {
    if (tables.length === 0) return [];
    return this.stand(tables, await this.marks.of(tables.map(({ table }) => table.id)));
  }

  /**
   * Tells which of these tables are in another state than was last told. Of several who notice at once one tells, since each looks only when it
   * has the table for itself.
   */
  async tell(tableIds: readonly string[]): Promise<void> {
    if (tableIds.length === 0) return;
    const some = await this.queries.some(tableIds);
    if (some.length === 0) return;
    await this.unitOfWork.run(async () => {
      const marks = await this.marks.lock(some.map(({ table }) => table));
      const standing = await this.stand(await this.queries.some(some.map(({ table }) => table.id)), marks);
      for (const one of standing) await this.tellOf(one, marks.get(one.table.id)?.told ?? null);
    });
  }

  /** As {@link tell}, of the tables at which these sittings are, or were told to be. */
  async tellOfSessions(sessionIds: readonly string[]): Promise<void> {
    await this.tell(await this.marks.tablesOf(sessionIds));
  }

  private async tellOf({ table, standing }: StandingTable, told: KeptMark['told']): Promise<void> {
    const { state, since, sessionId, linkedTo } = standing;
    const before = told?.state ?? 'FREE';
    if (before === state && (told?.sessionId ?? null) === sessionId) return;
    await this.marks.tell(table.id, { state, since, sessionId });
    const payload = {
      id: table.id,
      table_id: table.id,
      table_name: table.name,
      state,
      previous_state: before,
      state_since: since.toISOString(),
      session_id: sessionId,
      linked_to: linkedTo,
    };
    await this.events.append([TableStateChanged.of({ outletId: table.outletId, payload })]);
  }

  private async stand(
    tables: readonly TableWithSession[],
    marks: ReadonlyMap<string, TableMark>,
  ): Promise<StandingTable[]> {
    const sittings = new Map(tables.flatMap(({ session }) => (session ? [[session.id, session]] : [])));
    const bills = sittings.size === 0 ? new Map<string, SittingBills>() : await this.bills.of([...sittings.values()]);
    const outlets = await this.outlets.list([...new Set(tables.map(({ table }) => table.outletId))]);
    const cleaned = new Set(outlets.filter((outlet) => outlet.tablesNeedCleaning).map(({ id }) => id));
    return tables.map((one) => {
      const { table, session } = one;
      const ofSitting = (session && bills.get(session.id)) ?? null;
      const mark = marks.get(table.id) ?? null;
      const state = stateOf({ table, session, bills: ofSitting, mark, needsCleaning: cleaned.has(table.outletId) });
      return { ...one, standing: standingOf(one, state, ofSitting) };
    });
  }
}

const standingOf = (
  { table, session }: TableWithSession,
  state: StateOfTable,
  bills: Pick<SittingBills, 'serverId' | 'namedServerId' | 'amountDue'> | null,
): TableStanding => ({
  ...state,
  sessionId: session?.id ?? null,
  linkedTo: session && session.tableId !== table.id ? session.tableId : null,
  guestCount: session?.guestCount ?? null,
  serverId: bills?.namedServerId ?? session?.openedBy ?? bills?.serverId ?? null,
  amountDue: bills?.amountDue ?? 0,
});
