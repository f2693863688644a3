import { describe } from '@jest/globals';

import { aJob } from './a-job.js';
import { InMemoryJobRetries } from './in-memory-job-retries.js';
import { jobRetriesContract } from './job-retries.contract.js';

describe('InMemoryJobRetries', () => {
  jobRetriesContract(async () => {
    const retries = new InMemoryJobRetries();
    return {
      retries,
      woken: retries.woken,
      add: async (status, state) => {
        const job = aJob({ status, attempts: 3, maxAttempts: 3 });
        retries.jobs.set(job.id, job);
        if (state?.isRunning) retries.running.add(job.id);
        return job.id;
      },
    };
  });
});
