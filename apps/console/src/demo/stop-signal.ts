const LAUNCHER_POLL_MS = 1_000;

/**
 * Resolves with the reason when somebody wants the demo to end: Ctrl-C, SIGTERM, a closed terminal, or the death of the npm that
 * started it, which forwards nothing when it is killed.
 */
export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
    if (!process.env['npm_lifecycle_event']) return;
    const launcher = process.ppid;
    const poll = setInterval(() => {
      if (process.ppid === launcher) return;
      clearInterval(poll);
      resolve('the end of npm');
    }, LAUNCHER_POLL_MS);
    poll.unref();
  });
}
