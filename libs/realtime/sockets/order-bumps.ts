import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import { invalid, rateLimited } from '#libs/kernel';
import { currentRequest, RequestValidationPipe, withRequest } from '#libs/platform';

import { BumpOrder } from '../core/use-cases/bump-order.js';
import type { Connection } from './connection.js';
import { Handshakes, type Problem } from './handshakes.js';
import { OrderStatusMessage } from './order-status.dto.js';

/** The answer to a client's message: the result, or the problem document of the same refusal over HTTP. */
export type Answer =
  { readonly ok: true; readonly result?: unknown } | { readonly ok: false; readonly problem: Problem };

/** `order:status` over a socket, checked and refused as its HTTP route is. */
@Injectable()
export class OrderBumps {
  private readonly validation = new RequestValidationPipe();

  constructor(
    private readonly bumpOrder: BumpOrder,
    private readonly handshakes: Handshakes,
  ) {}

  bump(connection: Connection, headers: IncomingHttpHeaders, message: unknown): Promise<Answer> {
    return connection.inTurn(() => this.answer(headers, () => this.change(connection.token, message)));
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

  private async change(token: string | null, message: unknown): Promise<unknown> {
    // As HTTP does for each request: what the user may do can have changed since they connected.
    const actor = await this.handshakes.authenticate(token);
    const current = currentRequest();
    if (current) current.actor = actor;
    const { order_id, item_id, status } = await this.read(message);
    return this.bumpOrder.execute({
      actor,
      orderId: order_id.toLowerCase(),
      itemId: item_id?.toLowerCase(),
      status,
    });
  }

  private async read(message: unknown): Promise<OrderStatusMessage> {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      throw invalid('VALIDATION_FAILED', 'Send an object with order_id, status and perhaps item_id.');
    }
    const metadata = { type: 'body', metatype: OrderStatusMessage } as const;
    return (await this.validation.transform(message, metadata)) as OrderStatusMessage;
  }
}
