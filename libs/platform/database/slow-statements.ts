import { Inject, Injectable } from '@nestjs/common';
import { AbstractLogger, type LogMessage } from 'typeorm';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { currentRequest } from '../telemetry/request-context.js';
import { isTracing, startSpan } from '../telemetry/tracing.js';
import type { Statement } from './statement.js';

const TELL_AGAIN_MS = 10_000;
/** Statements are ours, so they are few; what TypeORM makes up is told by its first words. */
const MOST_NAMES = 300;
const LONGEST_NAME = 120;

interface Told {
  at: number;
  /** How often it was slow since. */
  silently: number;
}

type Known = Pick<Statement, 'name' | 'text'>;

/**
 * Watches statements: one that takes longer than SLOW_QUERY is a line of the log, once in ten seconds each, and a metric. Never with its
 * values. While traces are on, each is a span. Statements that travel together wait for one another, so that one that is slow makes
 * those behind it slow, too.
 */
@Injectable()
export class SlowStatements {
  private readonly told = new Map<string, Told>();
  private readonly counter: ReturnType<Metrics['counter']>;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.counter = metrics.counter({
      name: 'comanda_db_slow_statements_total',
      help: 'Statements that took longer than SLOW_QUERY, by name or first words',
      labelNames: ['statement'],
    });
  }

  /** Sends a statement, or several as one, and looks at how long that takes. */
  watch<T>(statement: Known, send: () => Promise<T>): Promise<T> {
    const span = isTracing()
      ? startSpan({
          name: nameOf(statement),
          kind: 'client',
          parent: currentRequest()?.span,
          attributes: { 'db.system.name': 'postgresql', 'db.query.summary': nameOf(statement) },
        })
      : undefined;
    const started = performance.now();
    const sent = send();
    const look = (): void => this.took(statement, performance.now() - started);
    sent.then(
      () => {
        span?.end();
        look();
      },
      (error: unknown) => {
        span?.end(error);
        look();
      },
    );
    return sent;
  }

  took(statement: Known, ms: number): void {
    if (ms <= this.env.SLOW_QUERY) return;
    const name = this.labelOf(nameOf(statement));
    this.counter.inc({ statement: name });
    const now = Date.now();
    const told = this.told.get(name) ?? { at: -Infinity, silently: 0 };
    this.told.set(name, told);
    if (now - told.at < TELL_AGAIN_MS) {
      told.silently += 1;
      return;
    }
    const again = told.silently > 0 && { slow_since_last_line: told.silently };
    Object.assign(told, { at: now, silently: 0 });
    this.logger.warn('slow statement', { statement: name, ms: Math.round(ms), ...again });
  }

  private labelOf(name: string): string {
    return this.told.has(name) || this.told.size < MOST_NAMES ? name : 'other';
  }
}

/** TypeORM's own statements, as it tells of those that are slow. */
export class TypeOrmSlowStatements extends AbstractLogger {
  constructor(private readonly statements: SlowStatements) {
    super(['warn']);
  }

  override logQuerySlow(ms: number, text: string): void {
    this.statements.took({ text }, ms);
  }

  protected writeLog(_level: string, _messages: LogMessage | LogMessage[]): void {
    // Nothing else of it is wanted.
  }
}

/** Its name, or its first words: up to where values could stand. */
function nameOf({ name, text }: Known): string {
  if (name) return name.slice(0, LONGEST_NAME);
  const words = text.replace(/\s+/g, ' ').trim();
  return words
    .split(/['$0-9]/, 1)
    .join('')
    .slice(0, 60)
    .trim();
}
