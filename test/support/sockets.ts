import { io, type Socket } from 'socket.io-client';
import WebSocket from 'ws';

import { onCleanup } from './cleanup.js';

/** A message of the realtime channel, as api.md shapes it. */
export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly cursor: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly outlet_id: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Channel {
  /** Everything received so far, in order of arrival. */
  readonly messages: readonly Message[];
  /** The first message, received already or still to come, that satisfies the predicate. */
  waitFor(predicate: (message: Message) => boolean, timeoutMs?: number): Promise<Message>;
  close(): void;
}

export interface ConnectOptions {
  readonly token?: string;
  /** The cursor of a message, or a seq, or the seq of each outlet. */
  readonly since?: number | string | Readonly<Record<string, number>>;
  readonly station?: string;
  readonly outletId?: string;
}

/** A Socket.IO client, connected. Fails with the server's reason when the handshake is refused. */
export async function connectSocket(
  api: { readonly url: string },
  options: ConnectOptions = {},
): Promise<Channel & { readonly socket: Socket }> {
  const { token, since, station, outletId } = options;
  const socket = io(api.url, {
    auth: { token, since, outlet_id: outletId },
    query: station ? { station } : {},
    transports: ['websocket'],
    forceNew: true,
  });
  const inbox = new Inbox();
  socket.onAny((_type, message: Message) => inbox.push(message));
  const channel = { socket, messages: inbox.messages, waitFor: inbox.waitFor, close: () => void socket.disconnect() };
  onCleanup(() => Promise.resolve(channel.close()));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (fault) => {
      channel.close();
      reject(fault);
    });
  });
  return channel;
}

/** A plain WebSocket client on `/api/v1/ws`, open. Fails with `Unexpected server response: 401` when it is refused. */
export async function connectWebSocket(
  api: { readonly url: string },
  options: ConnectOptions = {},
): Promise<Channel & { readonly socket: WebSocket }> {
  const url = new URL('/api/v1/ws', api.url.replace('http', 'ws'));
  if (options.token) url.searchParams.set('access_token', options.token);
  const { since, outletId } = options;
  if (since !== undefined)
    url.searchParams.set('since', typeof since === 'object' ? JSON.stringify(since) : String(since));
  if (outletId) url.searchParams.set('outlet_id', outletId);
  if (options.station) url.searchParams.set('station', options.station);
  const socket = new WebSocket(url);
  const inbox = new Inbox();
  socket.on('message', (data: Buffer) => inbox.push(JSON.parse(data.toString('utf8')) as Message));
  const channel = { socket, messages: inbox.messages, waitFor: inbox.waitFor, close: () => socket.terminate() };
  onCleanup(() => Promise.resolve(channel.close()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
  });
  return channel;
}

interface Waiting {
  readonly predicate: (message: Message) => boolean;
  readonly resolve: (message: Message) => void;
}

class Inbox {
  readonly messages: Message[] = [];
  private readonly waiting = new Set<Waiting>();

  push(message: Message): void {
    this.messages.push(message);
    for (const waiting of this.waiting) if (waiting.predicate(message)) waiting.resolve(message);
  }

  readonly waitFor = (predicate: (message: Message) => boolean, timeoutMs = 20_000): Promise<Message> => {
    const found = this.messages.find(predicate);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        predicate,
        resolve: (message) => {
          clearTimeout(late);
          this.waiting.delete(waiting);
          resolve(message);
        },
      };
      const late = setTimeout(() => {
        this.waiting.delete(waiting);
        reject(
          new Error(
            `No such message in ${timeoutMs} ms; received: ${this.messages.map(({ type, seq }) => `${type}#${seq}`).join(', ') || 'none'}`,
          ),
        );
      }, timeoutMs);
      this.waiting.add(waiting);
    });
  };
}
