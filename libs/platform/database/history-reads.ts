import type { QueryResultRow } from 'pg';

import type { PeriodSpans } from '#libs/kernel';

import { currentRequest } from '../telemetry/request-context.js';
import type { Replica } from './replica.js';
import type { Statement } from './statement.js';

/** What answers a statement that only reads. */
export interface Reads {
  query<T extends QueryResultRow>(statement: Statement): Promise<T[]>;
}

/** What is over for so long changes hardly any more: whoever lists it does not look for what they did a moment ago. */
const OVER_MS = 3_600_000;

/** Reads of the replica, or of the database when there is none that is well. How old the answer may be is noted with the request. */
export class HistoryReads implements Reads {
  constructor(
    private readonly database: Reads,
    private readonly replica: Replica,
  ) {}

  /** Whether there is a replica that can be read from now. */
  get isUp(): boolean {
    return this.replica.asOf !== undefined;
  }

  async query<T extends QueryResultRow>(statement: Statement): Promise<T[]> {
    const { asOf } = this.replica;
    if (!asOf) return this.database.query<T>(statement);
    try {
      const rows = await this.replica.query<T>(statement);
      noteAge(asOf);
      return rows;
    } catch (error) {
      // A fault of the statement itself is met again there, and told from there.
      this.replica.distrust(error);
      return this.database.query<T>(statement);
    }
  }
}

/** Whether a list is of a period that is over. */
export const isOver = (period: PeriodSpans | undefined, now = Date.now()): boolean =>
  period?.whole.to !== undefined && period.whole.to.getTime() + OVER_MS < now;

/** The oldest of what an answer is made of is what it tells. */
function noteAge(asOf: Date): void {
  const request = currentRequest();
  if (!request || (request.dataAsOf && request.dataAsOf < asOf)) return;
  request.dataAsOf = asOf;
  request.tell?.('X-Data-As-Of', asOf.toISOString());
}
