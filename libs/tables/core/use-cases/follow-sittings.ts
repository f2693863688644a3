import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { SessionTerm } from '../model/session-term.js';
import { TableStates } from '../services/table-states.js';
import { TableSessionRepository } from '../tables.ports.js';

export interface SittingsHappened {
  /** At which something happened. */
  readonly sessionIds: readonly string[];
  /** Those of them at which somebody ordered or paid. */
  readonly busyIds: readonly string[];
}

/** Something happened at sittings: their time begins anew where somebody ordered or paid, and the states of their tables are told. */
@Injectable()
export class FollowSittings {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly states: TableStates,
    private readonly clock: Clock,
    private readonly term: SessionTerm,
  ) {}

  async execute({ sessionIds, busyIds }: SittingsHappened): Promise<void> {
    const now = this.clock.now();
    if (busyIds.length > 0) await this.sessions.renew(busyIds, now, this.term.endFrom(now));
    await this.states.tellOfSessions(sessionIds);
  }
}
