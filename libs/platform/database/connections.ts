import pg, { type PoolClient } from 'pg';

import { Servers } from './servers.js';

type Done = (release?: Error | boolean) => void;
type Taken = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

export interface ConnectionsConfig extends pg.PoolConfig {
  readonly servers: Servers;
}

/** What pg says when no connection of the pool came free, which tells nothing of the server. */
const POOL_IS_BUSY = 'timeout exceeded when trying to connect';

/**
 * A pool of pg, of connections to one of several servers, whose connections can be given up on all at once: when the tables changed under their prepared statements, or when the server
 * behind them takes no writes any more.
 */
export class Connections extends pg.Pool {
  private trusted = new WeakSet<object>();
  private readonly servers: Servers;

  constructor(config: ConnectionsConfig) {
    const { servers } = config;
    super({
      ...config,
      Client: servers.Client,
      verify: (client, done) => void servers.accept(client).then(() => done(), done),
    });
    this.servers = servers;
    this.on('connect', (client) => this.trusted.add(client));
  }

  /** From now on no connection that is open is handed out again: it is closed, and another is opened in its place. */
  distrust(): void {
    this.trusted = new WeakSet();
  }

  override connect(): Promise<PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<PoolClient> | undefined {
    if (taken) {
      this.take(taken);
      return undefined;
    }
    return new Promise((resolve, reject) =>
      this.take((error, client) => (client ? resolve(client) : reject(error ?? new Error('The pool gave nothing')))),
    );
  }

  private take(taken: Taken, triesLeft = this.servers.tries): void {
    const tried = this.servers.current;
    super.connect((error, client, done) => {
      if (client && !this.trusted.has(client)) {
        done(true);
        this.take(taken, triesLeft);
      } else if (error && error.message !== POOL_IS_BUSY && this.servers.learn(tried, error) && triesLeft > 0) {
        this.take(taken, triesLeft - 1);
      } else {
        taken(error, client, done);
      }
    });
  }
}
