import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, JobRetries, type QueuedJob, UnitOfWork, type UserActor } from '#libs/kernel';

@Injectable()
export class RetryJob {
  constructor(
    private readonly jobs: JobRetries,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Tries a job again now, and says who asked for it. Throws `JOB_NOT_FOUND`, `JOB_DONE`. */
  async execute({ actor, id }: { actor: UserActor; id: string }): Promise<QueuedJob> {
    return this.unitOfWork.run(async () => {
      const job = await this.jobs.retry(id);
      await this.audit.record({
        outletId: job.outletId,
        actor: actorRef(actor),
        action: 'job.retried',
        subjectType: 'job',
        subjectId: id,
        details: { kind: job.kind },
      });
      return job;
    });
  }
}
