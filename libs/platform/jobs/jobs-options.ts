/** DI token of how this process takes part in jobs. */
export const JOBS_OPTIONS = Symbol('JOBS_OPTIONS');

export interface JobsOptions {
  /** With Redis, Bull wakes `apps/worker`; without, the process that makes a job runs it. */
  readonly hasRedis: boolean;
  /** Whether this process runs jobs, or only makes them. */
  readonly runsJobs: boolean;
}
