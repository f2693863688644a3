import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Database } from '../database/database.js';
import { Metrics, type Sample } from '../telemetry/metrics.js';
import { Remembered } from '../telemetry/remembered.js';
import { JobRunner } from './job-runner.js';

const REMEMBERED_MS = 5_000;
const PATIENCE_MS = 1_500;
/** Rows that are counted at most: what is beyond is a backlog all the same. */
const MOST_COUNTED = 20_000;

interface Backlog extends Record<string, unknown> {
  readonly kind: string;
  readonly waiting: number;
  readonly running: number;
  readonly later: number;
  readonly dead: number;
  /** Seconds that the longest due job has waited; null when none is due. */
  readonly oldest: number | null;
}

/**
 * What is owed, over all processes: each of them tells the same numbers, so a query over several takes the `max`, not the `sum`. Read off the
 * indexes of what is not done, at most once in five seconds.
 */
@Injectable()
export class JobMetrics implements OnModuleInit {
  private readonly backlog = new Remembered(() => this.count(), REMEMBERED_MS, PATIENCE_MS);

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    this.metrics.sampled(
      {
        name: 'comanda_jobs_owed',
        help: `Jobs that are not done, by kind and state (waiting: due; running; later: their time has not come, or they are tried again; dead: for a person), up to ${MOST_COUNTED} of the first three together; every process tells the same`,
        labelNames: ['kind', 'state'],
      },
      () =>
        this.samples(({ waiting, running, later, dead }) =>
          Object.entries({ waiting, running, later, dead }).map(([state, value]) => ({ labels: { state }, value })),
        ),
    );
    this.metrics.sampled(
      {
        name: 'comanda_jobs_oldest_seconds',
        help: 'How long the job that is due longest has waited, by kind; every process tells the same',
        labelNames: ['kind'],
      },
      () => this.samples(({ oldest }) => [{ value: Math.max(oldest ?? 0, 0) }]),
    );
  }

  private async samples(read: (row: Backlog) => readonly Sample[]): Promise<Sample[]> {
    const rows = await this.backlog.get();
    if (!rows) return [];
    const known = new Map(rows.map((row) => [row.kind, row]));
    const none = { waiting: 0, running: 0, later: 0, dead: 0, oldest: null };
    // Kinds that this version does not run are another version's: told together, so that labels stay few.
    const kinds = this.runner.kinds();
    const others = rows.filter(({ kind }) => !kinds.includes(kind));
    return [
      ...kinds.map((kind) => known.get(kind) ?? { kind, ...none }),
      ...(others.length > 0 ? [sumOf(others)] : []),
    ].flatMap((row) => read(row).map(({ labels, value }) => ({ labels: { kind: row.kind, ...labels }, value })));
  }

  private count(): Promise<Backlog[]> {
    return this.database.query<Backlog>({
      name: 'metrics.jobs',
      text: `
        WITH pending AS (
          SELECT kind, run_at, locked_until FROM jobs WHERE status = 'PENDING' ORDER BY run_at LIMIT ${MOST_COUNTED}
        ), dead AS (
          SELECT kind FROM jobs WHERE status = 'DEAD' ORDER BY run_at DESC LIMIT ${MOST_COUNTED}
        ), owed AS (
          SELECT kind, run_at, CASE WHEN locked_until >= now() THEN 'running' WHEN run_at > now() THEN 'later' ELSE 'waiting' END AS state
          FROM pending
          UNION ALL SELECT kind, NULL, 'dead' FROM dead
        )
        SELECT kind, (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting,
          (count(*) FILTER (WHERE state = 'running'))::int AS running,
          (count(*) FILTER (WHERE state = 'later'))::int AS later,
          (count(*) FILTER (WHERE state = 'dead'))::int AS dead,
          extract(epoch FROM now() - min(run_at) FILTER (WHERE state = 'waiting'))::float8 AS oldest
        FROM owed GROUP BY kind`,
    });
  }
}

function sumOf(rows: readonly Backlog[]): Backlog {
  const sum = (of: (row: Backlog) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    kind: 'other',
    waiting: sum(({ waiting }) => waiting),
    running: sum(({ running }) => running),
    later: sum(({ later }) => later),
    dead: sum(({ dead }) => dead),
    oldest: Math.max(...rows.map(({ oldest }) => oldest ?? 0)),
  };
}
