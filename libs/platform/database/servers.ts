import pg from 'pg';

import { driverError, isUnreachable } from './database-errors.js';
import { parseServers } from './server-urls.js';
import { TIME_LIMITS } from './time-limits.js';

/**
 * What a connection begins with: a statement takes 5 s at most, a lock 2 s, an idle transaction 10 s, so that one stuck client cannot stop the
 * shop. A pooler does not pass it on; there the same limits belong to the user (time-limits.ts).
 */
const OPTIONS = Object.entries(TIME_LIMITS)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');
const PROTOCOL_VIOLATION = '08P01';

/** Which of the servers this process works with, and whether a pooler stands before it. Shared by the process's pools. */
export class Servers {
  private at = 0;
  private options: string | undefined = OPTIONS;

  private constructor(
    private readonly urls: readonly string[],
    private readonly needsWrites: boolean,
  ) {}

  /** Throws when the text is not a DATABASE_URL. */
  static of(url: string): Servers {
    const parsed = parseServers(url);
    if (!parsed) throw new Error('DATABASE_URL is no PostgreSQL URL');
    return new Servers(parsed.urls, parsed.needsWrites);
  }

  /** The URL of the server that new connections go to. */
  get current(): string {
    return this.urls[this.at] ?? '';
  }

  /** Connections that are tried before a failure is told. */
  get tries(): number {
    return this.urls.length;
  }

  /** The class of pg's clients that connect to {@link current}. */
  readonly Client = clientOf(this);

  settingsOf(config: pg.ClientConfig): pg.ClientConfig {
    return { ...config, connectionString: this.current, options: this.options };
  }

  /** A connection that takes no writes is refused, where one that does is wanted. */
  async accept(client: pg.ClientBase): Promise<void> {
    if (!this.needsWrites) return;
    const { rows } = await client.query<{ state: string }>("SELECT current_setting('transaction_read_only') AS state");
    if (rows[0]?.state === 'on') throw new TakesNoWrites();
  }

  /**
   * Whether another try may do better after a connection to `tried` failed: with the next server, or without start-up options, which a
   * pooler refuses.
   */
  learn(tried: string, error: unknown): boolean {
    const { code, message = '' } = driverError(error);
    if (code === PROTOCOL_VIOLATION && message.includes('startup parameter')) {
      const changed = this.options !== undefined;
      this.options = undefined;
      return changed;
    }
    if (!(error instanceof TakesNoWrites) && !isUnreachable(error)) return false;
    if (this.current === tried) this.at = (this.at + 1) % this.urls.length;
    return this.urls.length > 1;
  }
}

/** The only server that is there takes no writes; spelled as PostgreSQL spells it for a statement. */
class TakesNoWrites extends Error {
  readonly code = '25006';

  constructor() {
    super('The server takes no writes');
  }
}

function clientOf(servers: Servers): typeof pg.Client {
  return class extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      super(servers.settingsOf(config));
    }
  };
}
