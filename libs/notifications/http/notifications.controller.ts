import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, UuidPipe } from '#libs/platform';

import { NotificationViews } from '../core/services/notification-views.js';
import { RetryNotification } from '../core/use-cases/retry-notification.js';
import {
  listedNotification,
  NotificationPage,
  NotificationQuery,
  NotificationResponse,
  notificationResponse,
} from './notifications.dto.js';

@ApiTags('Notifications')
@ApiBearerAuth()
@Allow('ADMIN')
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationViews,
    private readonly retry: RetryNotification,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the mails that were sent and those that are owed, newest first' })
  @ApiProblems(400, 401, 403)
  async listNotifications(@Query() query: NotificationQuery): Promise<NotificationPage> {
    const page = await this.notifications.page(query.toFilter(), query);
    return { ...page, data: page.data.map(listedNotification) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a mail that is owed now' })
  @ApiProblems(400, 401, 403, 404, 409)
  async retryNotification(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
  ): Promise<NotificationResponse> {
    return notificationResponse(await this.retry.execute({ actor, id }));
  }
}
