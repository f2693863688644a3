import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, JobQueue, UnitOfWork, type UserActor } from '#libs/kernel';

import { APPLY_WEBHOOK, type LoggedWebhook } from '../model/webhook.js';
import { notReplayable } from '../model/webhooks.errors.js';
import { WebhookQueries, WebhookRepository } from '../webhooks.ports.js';

/** Applies a stored webhook once more, as when it had just come: what it says is applied once however often it is replayed. */
@Injectable()
export class ReplayWebhook {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly queries: WebhookQueries,
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, id }: { actor: UserActor; id: string }): Promise<LoggedWebhook> {
    const { provider, eventType } = await this.queries.get(id);
    await this.unitOfWork.run(async () => {
      const replays = await this.webhooks.reopen(id);
      if (replays === null) throw notReplayable();
      await this.jobs.enqueue({ kind: APPLY_WEBHOOK, key: `${id}:${replays}`, payload: { webhook_id: id } });
      await this.audit.record({
        outletId: null,
        actor: actorRef(actor),
        action: 'webhook.replayed',
        subjectType: 'webhook',
        subjectId: id,
        details: { provider, event_type: eventType },
      });
    });
    return this.queries.get(id);
  }
}
