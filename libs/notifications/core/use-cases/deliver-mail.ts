import { Injectable } from '@nestjs/common';

import { Clock, DomainError, JobGivesUp } from '#libs/kernel';

import type { Letter } from '../letters/letter.js';
import { Mailer, MailInHand, MailRefused, MailRejected } from '../mailer.js';
import type { MailJob, NotificationKind } from '../notification.js';
import { type Claim, NotificationBook } from '../notifications.ports.js';

export interface WrittenMail {
  readonly to: { readonly userId: string; readonly address: string; readonly name: string | null };
  readonly letter: Letter;
}

export interface DeliverMailInput {
  readonly kind: NotificationKind;
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
    private readonly book: NotificationBook,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  async execute({ kind, cause, outletId, job, mail }: DeliverMailInput): Promise<void> {
    if (!mail) return this.book.drop(cause);
    const { userId } = mail.to;
    const claim = await this.book.claim({ kind, cause, outletId, userId, jobId: job.id });
    if (claim === 'sent') return;
    if (claim === 'held') throw new MailInHand();
    try {
      const receipt = await this.mailer.send({ ...mail, key: keyOf(cause, claim), kind });
      await this.book.sent(claim, receipt, this.clock.now());
    } catch (error) {
      const failure = {
        reason: reasonOf(error),
        wasRefused: error instanceof MailRefused || error instanceof MailRejected,
        waitsForPerson: error instanceof JobGivesUp || job.isLastAttempt,
      };
      await this.book.failed(claim, failure, this.clock.now());
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
