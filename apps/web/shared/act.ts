import { useRef, useState } from 'preact/hooks';

import type { Problem } from './api.js';

export interface Act {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** Runs `work` unless it is running: however often a button is hit, once at a time. */
  run(work: () => Promise<Problem | null | undefined | void>): void;
  clear(): void;
}

/** Something that a button does: busy while it does it, with what went wrong. */
export function useAct(): Act {
  const running = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function go(work: () => Promise<Problem | null | undefined | void>): Promise<void> {
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      setProblem((await work()) ?? null);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return {
    isBusy,
    problem,
    run: (work) => {
      if (!running.current) void go(work);
    },
    clear: () => setProblem(null),
  };
}
