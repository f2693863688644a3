import { Injectable } from '@nestjs/common';

import { assertOwnStations, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { KitchenWork } from '#libs/ordering';

import { TicketQueries } from '../kitchen.ports.js';
import { nothingToRecall, orderVoided, recallTooLate } from '../model/kitchen.errors.js';
import { assertOneOf } from '../model/one-of.js';
import { isActive, isOwn, type KitchenLine, type TicketView } from '../model/ticket.js';
import { type Choice, ChosenLines } from '../services/chosen-lines.js';
import { KitchenBook } from '../services/kitchen-book.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';
import { TicketChanges } from '../services/ticket-changes.js';

export interface RecallInput extends Choice {
  readonly actor: UserActor;
  /** The ticket that was bumped last at this station. */
  readonly station?: string;
  /** Of the station, for somebody who sees several. */
  readonly outletId?: string;
}

const MINUTE_MS = 60_000;

/** Takes the last bump back, one step: DONE → READY → COOKING. Where what is ready is served at once, back to where it is made. */
@Injectable()
export class RecallTickets {
  constructor(
    private readonly chosen: ChosenLines,
    private readonly tickets: TicketQueries,
    private readonly changes: TicketChanges,
    private readonly outlets: KitchenOutlets,
    private readonly ordering: KitchenWork,
    private readonly book: KitchenBook,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the tickets as they are then. Throws `TICKET_NOT_FOUND` (404), `STATION_NOT_YOURS` (403), `RECALL_TOO_LATE`, `ORDER_VOIDED` (409), and
   * `NOTHING_TO_RECALL` (422) for a station where nothing was bumped.
   */
  execute({ actor, station, outletId: askedOutlet, ...choice }: RecallInput): Promise<TicketView[]> {
    assertOneOf({ ticket_id: choice.ticketId, line_ids: choice.lineIds, item_ids: choice.itemIds, station });
    return this.unitOfWork.run(async () => {
      const wanted = station === undefined ? choice : await this.lastOf(actor, station, askedOutlet);
      const seen = await this.chosen.find(actor, wanted);
      const { outletId } = seen;
      const { settings } = await this.book.rules(outletId);
      const { recallMinutes, readyIsServed } = settings;
      const back = ({ status }: KitchenLine): 'READY' | 'COOKING' =>
        status === 'DONE' && !readyIsServed ? 'READY' : 'COOKING';
      await this.ordering.moveLines({
        actor,
        outletId,
        orderIds: seen.lines.filter(isOfOrder).map(({ orderId }) => orderId),
        decide: async () => {
          const { lines } = await this.chosen.look(outletId, wanted);
          if (!lines.some(isActive)) throw orderVoided();
          const bumped = lines.filter(({ status }) => status === 'READY' || status === 'DONE');
          this.assertInTime(bumped, recallMinutes);
          const own = new Map(bumped.filter(isOwn).map((line) => [line, back(line)]));
          const standings = await this.changes.moveOwn(actor, outletId, own);
          const whole = bumped.filter((line) => !isOwn(line));
          return [
            ...whole.map((line) => ({ orderId: line.orderId, itemId: line.itemId, recallTo: back(line) })),
            ...standings.map(
              ({ orderId, itemId, to }) => ({ orderId, itemId, recallTo: to === 'READY' ? to : 'COOKING' }) as const,
            ),
          ];
        },
      });
      return this.tickets.find(outletId, { ticketIds: seen.tickets.map(({ ticket }) => ticket.id) });
    });
  }

  private async lastOf(actor: UserActor, station: string, asked: string | undefined): Promise<Choice> {
    assertOwnStations(actor, [station]);
    const outletId = await this.outlets.one(actor, asked);
    const { settings } = await this.book.rules(outletId);
    const since = new Date(this.clock.now().getTime() - settings.recallMinutes * MINUTE_MS);
    const ticketId = await this.tickets.lastBumped(outletId, station, since);
    if (ticketId === null) throw nothingToRecall();
    return { ticketId };
  }

  private assertInTime(bumped: readonly KitchenLine[], minutes: number): void {
    const last = Math.max(...bumped.map(({ readyAt, servedAt }) => (servedAt ?? readyAt)?.getTime() ?? 0));
    if (bumped.length > 0 && this.clock.now().getTime() - last > minutes * MINUTE_MS) throw recallTooLate(minutes);
  }
}

const isOfOrder = ({ remadeFrom }: KitchenLine): boolean => remadeFrom === null;
