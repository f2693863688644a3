import type { Pool } from 'pg';

/** Connections that a pool has now. */
export interface PoolFigures {
  readonly pool: 'main' | 'aside';
  readonly inUse: number;
  readonly idle: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
}

export const figuresOf = (pool: PoolFigures['pool'], of: Pool | undefined): PoolFigures => {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = of ?? {};
  return { pool, inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
};
