import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { actorRef, AuditLog, UnitOfWork, type UserActor } from '#libs/kernel';

import { Allow, CurrentUser } from '../../platform/auth/access.js';
import { JobDesk } from '../../platform/jobs/sql-job-retries.js';
import { ApiProblems } from '../../platform/http/openapi/api-problems.js';
import { UuidPipe } from '../../platform/http/validation/validation.pipe.js';
import { JobPage, JobQuery, JobResponse, jobResponse } from './jobs.dto.js';

/** What is owed to gateways, carriers, authorities, mailers and ourselves, and a second chance for it. */
@ApiTags('Operations')
@ApiBearerAuth()
@Allow('ADMIN')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly desk: JobDesk,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the work that is owed: jobs that failed for good, or those that are still to run' })
  @ApiProblems(400, 401, 403)
  async listJobs(@Query() query: JobQuery): Promise<JobPage> {
    const page = await this.desk.list({ status: query.status, kind: query.kind }, query);
    return { ...page, data: page.data.map(jobResponse) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Tries a job again now: its effect happens once, however often it is tried' })
  @ApiProblems(400, 401, 403, 404, 409)
  async retryJob(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<JobResponse> {
    const job = await this.unitOfWork.run(async () => {
      const again = await this.desk.again(id);
      await this.audit.record({
        outletId: again.outletId,
        actor: actorRef(actor),
        action: 'job.retried',
        subjectType: 'job',
        subjectId: id,
        details: { kind: again.kind },
      });
      return again;
    });
    return jobResponse(job);
  }
}
