import { Injectable } from '@nestjs/common';

import { UnitOfWork, type UserActor } from '#libs/kernel';
import { KitchenWork, type OrderStatus } from '#libs/ordering';

import type { BumpedStatus } from '../kitchen.api.js';
import { TicketQueries } from '../kitchen.ports.js';
import { notOnward, ticketChanged, ticketHeld } from '../model/kitchen.errors.js';
import { RANK } from '../model/line-times.js';
import { assertOneOf } from '../model/one-of.js';
import { isActive, isOpen, isOwn, type KitchenLine, type TicketView } from '../model/ticket.js';
import { type Choice, type Chosen, ChosenLines } from '../services/chosen-lines.js';
import { KitchenBook } from '../services/kitchen-book.js';
import { TicketChanges } from '../services/ticket-changes.js';

export interface BumpInput extends Choice {
  readonly actor: UserActor;
  /** READY when left out. */
  readonly status?: BumpedStatus;
  /** Of each ticket that is bumped, as the caller has seen it. */
  readonly version?: number;
  /** Of each line that is bumped, as the caller has seen it. */
  readonly expectedStatus?: OrderStatus;
}

/** Moves a ticket, or lines, on: all of them or none. Lines that are there already stay as they are, so that a bump may be sent twice. */
@Injectable()
export class BumpTickets {
  constructor(
    private readonly chosen: ChosenLines,
    private readonly tickets: TicketQueries,
    private readonly changes: TicketChanges,
    private readonly ordering: KitchenWork,
    private readonly book: KitchenBook,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Answers the tickets as they are then. Throws `TICKET_NOT_FOUND` (404), `STATION_NOT_YOURS` (403), `LINE_HELD`, `INVALID_TRANSITION`, and `TICKET_CHANGED`
   * (409) with the tickets as they are now.
   */
  execute({ actor, status = 'READY', version, expectedStatus, ...choice }: BumpInput): Promise<TicketView[]> {
    assertOneOf({ ticket_id: choice.ticketId, line_ids: choice.lineIds, item_ids: choice.itemIds });
    return this.unitOfWork.run(async () => {
      const seen = await this.chosen.find(actor, choice);
      const { outletId } = seen;
      const { settings } = await this.book.rules(outletId);
      const to = status === 'READY' && settings.readyIsServed ? 'DONE' : status;
      assertFired(linesToMove(seen, choice, to));
      await this.ordering.moveLines({
        actor,
        outletId,
        orderIds: linesToMove(seen, choice, to).flatMap(orderOf),
        decide: async () => {
          const now = await this.chosen.look(outletId, choice);
          const lines = linesToMove(now, choice, to);
          assertFired(lines);
          const isOther =
            (version !== undefined && now.tickets.some(({ ticket }) => ticket.version !== version)) ||
            (expectedStatus !== undefined && lines.some((line) => line.status !== expectedStatus));
          if (lines.length > 0 && isOther) throw ticketChanged(now.tickets);
          const own = lines.filter(isOwn);
          assertOnward(own, to);
          const standings = await this.changes.moveOwn(actor, outletId, new Map(own.map((line) => [line, to])));
          const whole = lines.filter((line) => !isOwn(line)).map(({ orderId, itemId }) => ({ orderId, itemId, to }));
          return [...whole, ...standings];
        },
      });
      return this.tickets.find(outletId, { ticketIds: seen.tickets.map(({ ticket }) => ticket.id) });
    });
  }
}

/** Of a whole ticket the lines that are behind; of lines that were named, those that are elsewhere. */
function linesToMove({ lines }: Chosen, { ticketId }: Choice, to: BumpedStatus): KitchenLine[] {
  if (ticketId === undefined) return lines.filter(({ status }) => status !== to);
  const isBehind = (line: KitchenLine) =>
    to === 'COOKING'
      ? line.status !== 'COOKING' && isOpen(line)
      : isOpen(line) || (to === 'DONE' && line.status === 'READY');
  return lines.filter((line) => isActive(line) && isBehind(line));
}

/** Throws `INVALID_TRANSITION` (409), as an order does for what a line of it stands for alone. */
function assertOnward(lines: readonly KitchenLine[], to: BumpedStatus): void {
  const back = lines.find(({ status }) => RANK[status] > RANK[to]);
  if (back) throw notOnward(back.status, to);
}

const orderOf = ({ orderId, remadeFrom }: KitchenLine): string[] => (remadeFrom === null ? [orderId] : []);

function assertFired(lines: readonly KitchenLine[]): void {
  if (lines.some(({ status }) => status === 'HELD')) throw ticketHeld();
}
