import { Injectable } from '@nestjs/common';

import { type Actor, Clock, forbidden, isStaff, outletScope, unauthenticated, UnitOfWork } from '#libs/kernel';

import type { DiningTable } from '../model/dining-table.js';
import { Seating } from '../services/seating.js';
import type { TableSession } from '../model/table-session.js';
import { tableNotFound } from '../model/tables.errors.js';
import { DiningTableRepository, TableSecrets, TableSessionRepository } from '../tables.ports.js';

export interface OpenTableSessionInput {
  /** Staff need no secret at the tables of their outlets; everybody else needs the one in the table's code. */
  readonly actor?: Actor;
  readonly tableId: string;
  readonly qrSecret?: string;
  /** How many sit there now, where somebody says so. */
  readonly guestCount?: number;
}

export interface SeatedPhone {
  readonly session: TableSession;
  /** Known to its holder alone; the database has its hash. */
  readonly token: string;
}

/** Opens a table's session, or joins the one that is open: either way the caller gets a token of its own. */
@Injectable()
export class OpenTableSession {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly seating: Seating,
    private readonly secrets: TableSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(input: OpenTableSessionInput): Promise<SeatedPhone> {
    const { actor } = input;
    const staff = actor && isStaff(actor) ? actor : undefined;
    if (!staff && input.qrSecret === undefined) throw proofMissing(actor);
    const token = this.secrets.token();
    const session = await this.unitOfWork.run(async () => {
      const table = await this.shareTable(input);
      if (!table) throw tableNotFound();
      const seated = await this.seating.sitDown(table, staff?.id ?? null);
      if (input.guestCount !== undefined) await this.sessions.setGuests(seated.id, input.guestCount);
      await this.sessions.addToken(seated.id, this.secrets.hash(token), this.clock.now());
      return seated;
    });
    return { session, token };
  }

  private async shareTable({ actor, tableId, qrSecret }: OpenTableSessionInput): Promise<DiningTable | null> {
    if (qrSecret !== undefined) return this.tables.shareByQr(tableId, qrSecret);
    return actor ? this.tables.share(outletScope(actor), tableId) : null;
  }
}

const proofMissing = (actor: Actor | undefined) =>
  actor
    ? forbidden('FORBIDDEN', 'Send the qr_secret of the code on the table, or ask the staff.')
    : unauthenticated('TOKEN_MISSING', 'Send the qr_secret of the code on the table, or a token of the staff.');
