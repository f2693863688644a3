import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import { invalid } from '#libs/kernel';

import type { Since } from '../core/model/log-place.js';
import { readSubscription } from '../core/model/subscription.js';
import { type Answer, ClientCommands } from './client-commands.js';
import { Connections } from './connections.js';
import { Handshakes, tokenMissing } from './handshakes.js';
import type { PlainConnection } from './plain.connection.js';

interface Frame {
  readonly type?: unknown;
  readonly ack?: unknown;
  readonly [field: string]: unknown;
}

/**
 * The messages that a plain WebSocket may send: `{ type: "AUTH", token, since?, station?, outlet_id? }` and the commands, as `{ type: "order:status", … }`. A frame with
 * an `ack` of any kind, and every refusal, is answered `{ type: "ACK", ack, ok, … }`.
 */
@Injectable()
export class PlainMessages {
  constructor(
    private readonly connections: Connections,
    private readonly handshakes: Handshakes,
    private readonly commands: ClientCommands,
  ) {}

  /** `since` is what the client asked for when it opened the socket. */
  async receive(
    connection: PlainConnection,
    headers: IncomingHttpHeaders,
    text: string,
    since: Since | undefined,
  ): Promise<void> {
    const frame = parse(text);
    const answer = connection.maySend()
      ? await this.respond(connection, headers, frame, since)
      : this.commands.tooManyMessages(headers);
    if (!connection.isOpen) return;
    const isAnswered = !answer.ok || frame?.ack !== undefined;
    if (isAnswered) connection.sendJson({ type: 'ACK', ack: frame?.ack ?? null, ...answer });
    const isRefusedEntry = frame?.type === 'AUTH' && !answer.ok && answer.problem.status === 401;
    if (isRefusedEntry) connection.end(answer.problem.code);
  }

  private respond(
    connection: PlainConnection,
    headers: IncomingHttpHeaders,
    frame: Frame | undefined,
    since: Since | undefined,
  ): Promise<Answer> {
    const { type, ack: _, ...message } = frame ?? {};
    if (type === 'AUTH') {
      return connection.inTurn(() => this.commands.answer(headers, () => this.signIn(connection, message, since)));
    }
    const answer = this.commands.run(type, connection, headers, message);
    if (answer) return answer;
    return this.commands.answer(headers, () => {
      if (!frame) throw invalid('MALFORMED_JSON', 'Send text frames that are JSON objects.');
      if (connection.token === null) throw tokenMissing();
      throw invalid('UNKNOWN_MESSAGE', `Messages are of type AUTH, ${this.commands.names.join(', ')}.`);
    });
  }

  /** The first token, or a fresh one in place of one that will expire. */
  private async signIn(connection: PlainConnection, message: Frame, since: Since | undefined): Promise<void> {
    const { token } = message;
    const asked = readSubscription({
      since: message['since'],
      station: message['station'],
      outlet: message['outlet_id'],
    });
    const outletId = asked.outletId ?? connection.audience.outletId;
    const actor = await this.handshakes.authenticate(token, outletId);
    const isFirst = connection.token === null;
    const stations = message['station'] === undefined ? connection.audience.stations : asked.stations;
    if (isFirst) this.connections.drop(connection);
    connection.token = String(token);
    connection.audience = { actor, stations, outletId };
    // Not waited for: the answer comes before what was missed.
    if (isFirst) void this.connections.admit(connection, asked.since ?? since);
    else await this.connections.renew(connection);
  }
}

function parse(text: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null && !Array.isArray(frame) ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}
