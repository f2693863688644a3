import { io } from 'socket.io-client';

/**
 * The kitchen's tablets, in a process of their own: each notes the `seq` of what it gets, and how long it took since it happened. Talks
 * to its parent over IPC: says `ready` when all are connected, and answers `report` with what they got.
 */

export const TABLETS = 50;

export interface Got {
  readonly seq: number;
  /** From the event's time, which is the beginning of its transaction, to its arrival; in milliseconds. */
  readonly ms: number;
}

const [url = '', token = ''] = process.argv.slice(2);
const inboxes: Got[][] = [];

const tablet = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const inbox: Got[] = [];
    inboxes.push(inbox);
    const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
    socket.onAny((_type: string, message: { seq: number; occurred_at: string }) => {
      inbox.push({ seq: message.seq, ms: Date.now() - Date.parse(message.occurred_at) });
    });
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });

await Promise.all(Array.from({ length: TABLETS }, tablet));
process.on('message', () => process.send?.(inboxes));
process.send?.('ready');
