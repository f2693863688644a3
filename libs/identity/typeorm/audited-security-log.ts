import { Injectable } from '@nestjs/common';

import type { AuditEntry } from '#libs/kernel';
import { auditStatement, Database, Logger } from '#libs/platform';

import { type SecretNote, type SecretPurpose, SecurityLog } from '../core/identity.ports.js';

/** Failures that one process writes down within a minute; more are counted. */
const MOST_FAILURES = 120;
const MINUTE_MS = 60_000;

/** What `right`, `wrong` and `locked` are called. */
const ACTIONS: Readonly<Record<SecretPurpose, Readonly<Record<SecretNote['outcome'], string>>>> = {
  login: { right: 'login.succeeded', wrong: 'login.failed', locked: 'login.locked' },
  switch: { right: 'pin.accepted', wrong: 'pin.refused', locked: 'pin.locked' },
  approval: { right: 'approval.given', wrong: 'approval.refused', locked: 'approval.locked' },
  reauthentication: { right: 'password.confirmed', wrong: 'password.refused', locked: 'password.locked' },
};

/**
 * Proofs in the audit log, on a connection aside: a refusal that undoes its request is there all the same. Whoever guesses cannot fill the
 * disk: what is above the bound of a minute is told as a number (`not_recorded`) by the next entry that is written.
 */
@Injectable()
export class AuditedSecurityLog extends SecurityLog {
  private minuteEnds = 0;
  private written = 0;
  private skipped = 0;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {
    super();
  }

  async note(note: SecretNote): Promise<void> {
    if (note.outcome !== 'right' && !this.hasRoom()) {
      this.skipped++;
      return;
    }
    const entry = entryOf(note, this.skipped);
    this.skipped = 0;
    await this.database.aside(auditStatement(entry));
    if (note.outcome === 'locked') {
      this.logger.warn('A secret is being guessed: it is locked for whoever guesses', {
        target: note.userId ?? 'nobody',
        kind: note.kind === 'pin' ? 'PIN' : 'login',
        purpose: note.purpose,
      });
    }
  }

  private hasRoom(): boolean {
    const now = Date.now();
    if (now >= this.minuteEnds) {
      this.minuteEnds = now + MINUTE_MS;
      this.written = 0;
    }
    return ++this.written <= MOST_FAILURES;
  }
}

const entryOf = ({ purpose, kind, outcome, userId, by, outletId }: SecretNote, skipped: number): AuditEntry => ({
  outletId: outletId ?? null,
  // Whoever proves themselves acts themselves; an approval is given to the one who asks.
  actor: by.id === null && outcome === 'right' && userId ? { kind: 'user', id: userId, role: null } : by,
  action: ACTIONS[purpose][outcome],
  subjectType: 'user',
  subjectId: userId ?? 'nobody',
  approvedBy: purpose === 'approval' && outcome === 'right' ? userId : null,
  details: { by: kind, ...(skipped > 0 && { not_recorded: skipped }) },
});
