import { Injectable } from '@nestjs/common';

import { Clock, DomainError, JobGivesUp } from '#libs/kernel';

import type { MailMessage } from '../model/mail-message.js';
import { MailInHand, MailRefused, MailRejected } from '../model/mailer.errors.js';
import { type Claim, EmailTemplates, Mailer, NotificationLedger } from '../notifications.ports.js';
import type { MailJob } from '../model/notification.js';

export interface WrittenMail {
  readonly to: { readonly userId: string; readonly address: string; readonly name: string | null };
  readonly message: MailMessage;
}

export interface DeliverMailInput {
  readonly cause: string;
  readonly outletId: string | null;
  readonly job: MailJob;
  /** Null: there is nobody to write to, or nobody any more. */
  readonly mail: WrittenMail | null;
}

/**
 * Sends one mail per cause. Killed between the mailer's yes and the note of it, it asks again with the same key, which the mailer knows: it
 * is sent once. Throws what the {@link Mailer} throws, after noting it.
 */
@Injectable()
export class DeliverMail {
  constructor(
    private readonly ledger: NotificationLedger,
    private readonly templates: EmailTemplates,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  async deliver({ cause, outletId, job, mail }: DeliverMailInput): Promise<void> {
    if (!mail) return this.ledger.drop(cause);
    const { to, message } = mail;
    const { kind } = message;
    const email = this.templates.emailOf(message);
    const claim = await this.ledger.claim({ kind, cause, outletId, userId: to.userId, jobId: job.id });
    if (claim === 'sent') return;
    if (claim === 'held') throw new MailInHand();
    try {
      const receipt = await this.mailer.send({ key: keyOf(cause, claim), kind, to, email });
      await this.ledger.sent(claim, receipt, this.clock.now());
    } catch (error) {
      const failure = {
        reason: reasonOf(error),
        wasRefused: error instanceof MailRefused || error instanceof MailRejected,
        waitsForPerson: error instanceof JobGivesUp || job.isLastAttempt,
      };
      await this.ledger.failed(claim, failure, this.clock.now());
      throw error;
    }
  }
}

/** A mailer that took nothing may remember its no by the key: what was put right since is asked for under another one. */
const keyOf = (cause: string, { refusals }: Claim): string => (refusals === 0 ? cause : `${cause}/${refusals}`);

function reasonOf(error: unknown): string {
  if (error instanceof MailRefused || error instanceof MailRejected) return error.code;
  if (error instanceof DomainError) return error.code;
  const reason = (error as { reason?: unknown } | null)?.reason;
  if (typeof reason === 'string') return reason;
  return error instanceof Error ? error.name : 'unknown';
}
