import { io } from 'socket.io-client';

/**
 * The kitchen's tablets, in a process of their own: each notes which message it gets, and how long it took since it happened. Talks
 * to its parent over IPC: says `ready` when all are connected, and answers `report` with what they got.
 */

export interface Got {
  readonly id: string;
  /** From the event's time, which is the beginning of its transaction, to its arrival; in milliseconds. */
  readonly ms: number;
}

const [url = '', token = '', tablets = '50'] = process.argv.slice(2);
const inboxes: Got[][] = [];

const tablet = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const inbox: Got[] = [];
    inboxes.push(inbox);
    const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
    socket.onAny((_type: string, message: { id: string; occurred_at: string }) => {
      inbox.push({ id: message.id, ms: Date.now() - Date.parse(message.occurred_at) });
    });
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });

await Promise.all(Array.from({ length: Number(tablets) }, tablet));
process.on('message', () => process.send?.(inboxes));
process.send?.('ready');
