import { readFileSync } from 'node:fs';

const LAUNCHER_POLL_MS = 1_000;

/**
 * Resolves with the reason when somebody wants the demo to end: Ctrl-C, SIGTERM, a closed terminal, or the death of the npm that
 * started it. An npm that is ended ends its shell at most, and one that is killed not even that.
 */
export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
    if (!process.env['npm_lifecycle_event']) return;
    const parent = process.ppid;
    const npm = npmAbove(parent);
    const poll = setInterval(() => {
      if (process.ppid === parent && (npm === undefined || npmAbove(parent) === npm)) return;
      clearInterval(poll);
      resolve('the end of npm');
    }, LAUNCHER_POLL_MS);
    poll.unref();
  });
}

/** The npm behind the shell that it runs scripts in; undefined where there is no shell between, or no /proc to find out. */
function npmAbove(shell: number): number | undefined {
  try {
    // After the name, which may hold anything: state, then the parent.
    const above = Number(readFileSync(`/proc/${shell}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
    return readFileSync(`/proc/${above}/cmdline`, 'utf8').startsWith('npm') ? above : undefined;
  } catch {
    return undefined;
  }
}
