import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import { type Actor, invalid, rateLimited } from '#libs/kernel';
import { currentRequest, RequestValidationPipe, withRequest } from '#libs/platform';

import type { KitchenCommand } from '../core/model/kitchen-command.js';
import { BumpOrder } from '../core/use-cases/bump-order.js';
import { CommandKitchen } from '../core/use-cases/command-kitchen.js';
import type { Connection } from './connection.js';
import { Handshakes, type Problem } from './handshakes.js';
import { BumpMessage, FireMessage, linesOf, RecallMessage, SeenMessage } from './kitchen-messages.dto.js';
import { OrderStatusMessage } from './order-status.dto.js';

/** The answer to a client's message: the result, or the problem document of the same refusal over HTTP. */
export type Answer =
  | { readonly ok: true; readonly result?: unknown }
  | { readonly ok: false; readonly problem: Problem };

type Shape = new () => object;

interface Command<Message> {
  readonly shape: new () => Message;
  readonly run: (actor: Actor, message: Message) => Promise<unknown>;
}

/** A command of its name; its runner is handed what its shape has let through. */
const command = <Message extends object>(shape: new () => Message, run: Command<Message>['run']): Command<object> => ({
  shape,
  run: (actor, message) => run(actor, message as Message),
});

/** What clients may ask for over a socket, checked and refused as the HTTP routes of the same work are. */
@Injectable()
export class ClientCommands {
  private readonly validation = new RequestValidationPipe();
  private readonly commands: ReadonlyMap<string, Command<object>>;

  constructor(
    bumpOrder: BumpOrder,
    kitchen: CommandKitchen,
    private readonly handshakes: Handshakes,
  ) {
    const kitchenCommand = <Message extends object>(
      shape: new () => Message,
      asked: (message: Message) => KitchenCommand,
    ): Command<object> =>
      command(shape, async (actor, message) => ({ tickets: await kitchen.execute(actor, asked(message)) }));
    this.commands = new Map([
      [
        'order:status',
        command(OrderStatusMessage, (actor, { order_id, item_id, status }) =>
          bumpOrder.execute({
            actor,
            orderId: order_id.toLowerCase(),
            itemId: item_id?.toLowerCase(),
            status,
          }),
        ),
      ],
      [
        'kitchen:bump',
        kitchenCommand(BumpMessage, ({ status, version, expected_status: expectedStatus, ...chosen }) => ({
          act: 'bump',
          bump: { ...linesOf(chosen), status, version, expectedStatus },
        })),
      ],
      [
        'kitchen:recall',
        kitchenCommand(RecallMessage, ({ station, outlet_id: outletId, ...chosen }) => ({
          act: 'recall',
          recall: { ...linesOf(chosen), station: station?.toLowerCase(), outletId },
        })),
      ],
      ['kitchen:fire', kitchenCommand(FireMessage, ({ order_id: orderId }) => ({ act: 'fire', orderId }))],
      ['kitchen:seen', kitchenCommand(SeenMessage, ({ ticket_id: ticketId }) => ({ act: 'see', ticketId }))],
    ]);
  }

  get names(): readonly string[] {
    return [...this.commands.keys()];
  }

  /** Undefined for a name that is no command. One client's commands are done one after the other. */
  run(
    name: unknown,
    connection: Connection,
    headers: IncomingHttpHeaders,
    message: unknown,
  ): Promise<Answer> | undefined {
    const found = this.commands.get(String(name));
    return found && connection.inTurn(() => this.answer(headers, () => this.obey(found, connection.token, message)));
  }

  /** The refusal of a client that sends too much. */
  tooManyMessages(headers: IncomingHttpHeaders): Answer {
    const error = rateLimited('Too many messages. Try again in a second.', 1);
    return { ok: false, problem: this.handshakes.problemOf(error, headers) };
  }

  /** Runs `work` as a request of its own, and turns whatever it throws into a problem. */
  answer(headers: IncomingHttpHeaders, work: () => Promise<unknown>): Promise<Answer> {
    const requestId = randomUUID();
    return withRequest({ requestId, locale: headers['accept-language'] }, async (): Promise<Answer> => {
      try {
        return { ok: true, result: await work() };
      } catch (error) {
        return { ok: false, problem: this.handshakes.problemOf(error, headers, requestId) };
      }
    });
  }

  private async obey({ shape, run }: Command<object>, token: string | null, message: unknown): Promise<unknown> {
    // As HTTP does for each request: what the user may do can have changed since they connected.
    const actor = await this.handshakes.authenticate(token);
    const current = currentRequest();
    if (current) current.actor = actor;
    return run(actor, await this.read(shape, message));
  }

  private async read(shape: Shape, message: unknown): Promise<object> {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      throw invalid('VALIDATION_FAILED', 'Send an object with the fields of the message.');
    }
    return (await this.validation.transform(message, { type: 'body', metatype: shape })) as object;
  }
}
