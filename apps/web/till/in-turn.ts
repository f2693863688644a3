/**
 * Does `work` a moment after it is called for, once at a time: however often it is called for meanwhile, it is done once more afterwards. What begins
 * to be done after a call has seen what the call was about.
 */
export function inTurn(work: () => Promise<unknown>, afterMs: number): { again(): void; stop(): void } {
  let later: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  async function run(): Promise<void> {
    later = undefined;
    isWanted = false;
    isBusy = true;
    try {
      await work();
    } finally {
      isBusy = false;
      if (isWanted) again();
    }
  }
  function again(): void {
    isWanted = true;
    if (!isBusy) later ??= setTimeout(() => void run(), afterMs);
  }
  return {
    again,
    stop() {
      clearTimeout(later);
      later = undefined;
      isWanted = false;
    },
  };
}
