import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { BusinessCalendar, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, periodOf, UuidPipe } from '#libs/platform';

import { ReplayWebhook } from '../core/use-cases/replay-webhook.js';
import { WebhookQueries } from '../core/webhooks.ports.js';
import {
  WebhookLogDetails,
  webhookLogDetails,
  WebhookLogPage,
  WebhookLogQuery,
  WebhookLogResponse,
  webhookLogResponse,
} from './webhook-logs.dto.js';

@ApiTags('Webhooks')
@Allow('ADMIN')
@Controller('webhook-logs')
export class WebhookLogsController {
  constructor(
    private readonly webhooks: WebhookQueries,
    private readonly replay: ReplayWebhook,
    private readonly calendar: BusinessCalendar,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists the webhooks that came, newest first, with what came of them',
    description:
      'A webhook belongs to no outlet: days are those of the outlets, and where these keep different ones, from the first of them to the last.',
  })
  @ApiProblems(400, 401, 403)
  async listWebhookLogs(@CurrentUser() actor: UserActor, @Query() query: WebhookLogQuery): Promise<WebhookLogPage> {
    const period = await this.calendar.spansFor(periodOf(query), actor);
    const page = await this.webhooks.page({ ...query.toFilter(), period }, query);
    return { ...page, data: page.data.map(webhookLogResponse) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows a webhook as it came, byte for byte' })
  @ApiProblems(400, 401, 403, 404)
  async getWebhookLog(@Param('id', UuidPipe) id: string): Promise<WebhookLogDetails> {
    return webhookLogDetails(await this.webhooks.get(id));
  }

  @Post(':id/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Applies a genuine webhook once more' })
  @ApiProblems(400, 401, 403, 404, 409)
  async replayWebhook(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<WebhookLogResponse> {
    return webhookLogResponse(await this.replay.execute({ actor, id }));
  }
}
