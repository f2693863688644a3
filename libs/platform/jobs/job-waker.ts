/** Tells a runner that a committed job is due. At most a hint: the sweeper finds what no hint reached. Never throws, never waits. */
export abstract class JobWaker {
  abstract wake(jobId: string): void;
}
