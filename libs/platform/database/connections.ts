import pg, { type PoolClient } from 'pg';

type Done = (release?: Error | boolean) => void;
type Taken = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

/**
 * A pool of pg whose connections can be given up on all at once: when the tables changed under their prepared statements, or when the server
 * behind them takes no writes any more.
 */
export class Connections extends pg.Pool {
  private trusted = new WeakSet<object>();

  constructor(config?: pg.PoolConfig) {
    super(config);
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

  private take(taken: Taken): void {
    super.connect((error, client, done) => {
      if (!client || this.trusted.has(client)) return taken(error, client, done);
      done(true);
      this.take(taken);
    });
  }
}
