import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, UuidPipe } from '#libs/platform';

import { JobQueries } from '../core/operations.ports.js';
import { RetryJob } from '../core/use-cases/retry-job.js';
import { JobPage, JobQuery, JobResponse, jobResponse } from './jobs.dto.js';

/** What is owed to gateways, carriers, authorities, mailers and ourselves, and a second chance for it. */
@ApiTags('Operations')
@ApiBearerAuth()
@Allow('ADMIN')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobQueries,
    private readonly retry: RetryJob,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the work that is owed: jobs that failed for good, or those that are still to run' })
  @ApiProblems(400, 401, 403)
  async listJobs(@Query() query: JobQuery): Promise<JobPage> {
    const page = await this.jobs.page({ status: query.status, kind: query.kind }, query);
    return { ...page, data: page.data.map(jobResponse) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Tries a job again now: its effect happens once, however often it is tried' })
  @ApiProblems(400, 401, 403, 404, 409)
  async retryJob(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<JobResponse> {
    return jobResponse(await this.retry.execute({ actor, id }));
  }
}
