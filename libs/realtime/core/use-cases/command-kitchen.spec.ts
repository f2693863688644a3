import { beforeEach, describe, expect, it } from '@jest/globals';

import { type Actor, newId, type UserActor } from '#libs/kernel';
import { KitchenApi, type TicketsBump, type TicketsRecall, type TicketWire } from '#libs/kitchen';

import { CommandKitchen } from './command-kitchen.js';

const TICKETS = [{ id: newId(), state: 'READY' }] as unknown as TicketWire[];

class KeptCommands extends KitchenApi {
  readonly done: unknown[] = [];

  bump = (actor: UserActor, bump: TicketsBump) => this.keep('bump', actor, bump);
  recall = (actor: UserActor, recall: TicketsRecall) => this.keep('recall', actor, recall);
  fire = (actor: UserActor, orderId: string) => this.keep('fire', actor, orderId);
  see = (actor: UserActor, ticketId: string) => this.keep('see', actor, ticketId);

  private async keep(...command: unknown[]): Promise<TicketWire[]> {
    this.done.push(command);
    return TICKETS;
  }
}

describe('what a tablet asks of the kitchen', () => {
  const cook: UserActor = { kind: 'user', id: newId(), role: 'KITCHEN', outletIds: [newId()] };
  const guest: Actor = { kind: 'guest', role: 'GUEST', sessionId: newId(), tableId: newId(), outletId: newId() };
  const bump = { ticketId: newId(), status: 'READY', version: 3 } as const;
  const recall = { station: 'grill', outletId: newId() };
  const id = newId();
  let kitchen: KeptCommands;
  let commands: CommandKitchen;

  beforeEach(() => {
    kitchen = new KeptCommands();
    commands = new CommandKitchen(kitchen);
  });

  it.each([
    [{ act: 'bump', bump } as const, ['bump', cook, bump]],
    [{ act: 'recall', recall } as const, ['recall', cook, recall]],
    [{ act: 'fire', orderId: id } as const, ['fire', cook, id]],
    [{ act: 'see', ticketId: id } as const, ['see', cook, id]],
  ])('is the kitchen’s to do: %j', async (command, done) => {
    expect(await commands.execute(cook, command)).toEqual(TICKETS);
    expect(kitchen.done).toEqual([done]);
  });

  it('is not for guests', async () => {
    await expect(commands.execute(guest, { act: 'see', ticketId: id })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'FORBIDDEN',
    });
    expect(kitchen.done).toEqual([]);
  });
});
