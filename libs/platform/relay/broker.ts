import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';

import type { LoggedEvent } from '#libs/kernel';

import { CLOUD_EVENT, routingKeyOf, toCloudEvent } from './cloud-event.js';

export const EXCHANGE = 'comanda.events';
const CONNECT_WITHIN_MS = 3_000;
const CONFIRM_WITHIN_MS = 3_000;
const HEARTBEAT_S = 10;

/** The broker does not take what it is told. The message is a code or a few words, and quotes nothing secret. */
export class BrokerFault extends Error {
  constructor(error: Error & { code?: unknown }) {
    super(reasonOf(error), { cause: error });
    this.name = 'BrokerFault';
  }
}

/** A connection to RabbitMQ (AMQP 0-9-1), with a channel that has every message confirmed. It lives once: whoever has lost it opens another. */
export class Broker {
  private isOpen = true;
  private blockedBecause?: string;

  private constructor(
    private readonly connection: ChannelModel,
    private readonly channel: ConfirmChannel,
  ) {
    const close = () => (this.isOpen = false);
    connection.on('close', close);
    connection.on('error', close);
    connection.on('blocked', (reason: string) => (this.blockedBecause = reason));
    connection.on('unblocked', () => (this.blockedBecause = undefined));
    channel.on('close', close);
    channel.on('error', close);
  }

  /** Connects, and sees to it that the exchange is there. Throws {@link BrokerFault}. */
  static async open(url: string): Promise<Broker> {
    try {
      return await Broker.connectTo(url);
    } catch (error) {
      throw new BrokerFault(error as Error);
    }
  }

  private static async connectTo(url: string): Promise<Broker> {
    const address = new URL(url);
    if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', String(HEARTBEAT_S));
    const connection = await connect(address.href, {
      timeout: CONNECT_WITHIN_MS,
      clientProperties: { connection_name: 'comanda' },
    });
    // Without a listener an error of the connection would end the process.
    connection.on('error', () => undefined);
    try {
      const channel = await within(CONNECT_WITHIN_MS, connection.createConfirmChannel());
      channel.on('error', () => undefined);
      await within(CONNECT_WITHIN_MS, channel.assertExchange(EXCHANGE, 'topic', { durable: true }));
      return new Broker(connection, channel);
    } catch (error) {
      connection.close().catch(() => undefined);
      throw error;
    }
  }

  get isUp(): boolean {
    return this.isOpen;
  }

  /**
   * Resolves when the broker has the event in every queue that wants it, durably. Throws {@link BrokerFault} when it refuses (a queue is full), is blocked (its disk or
   * memory is), says nothing in time, or is gone; the event may have arrived all the same.
   */
  async publish(event: LoggedEvent): Promise<void> {
    try {
      if (this.blockedBecause !== undefined) throw new Error(`blocked: ${this.blockedBecause}`);
      await this.send(event);
    } catch (error) {
      throw new BrokerFault(error as Error);
    }
  }

  private async send(event: LoggedEvent): Promise<void> {
    const confirmed = new Promise<void>((resolve, reject) => {
      this.channel.publish(
        EXCHANGE,
        routingKeyOf(event),
        Buffer.from(JSON.stringify(toCloudEvent(event))),
        {
          messageId: event.id,
          type: event.type,
          appId: 'comanda',
          contentType: CLOUD_EVENT,
          timestamp: Math.floor(event.occurredAt.getTime() / 1000),
          persistent: true,
          mandatory: false,
        },
        (fault: Error | null) => (fault ? reject(new Error('refused: a queue is full', { cause: fault })) : resolve()),
      );
    });
    await within(CONFIRM_WITHIN_MS, confirmed);
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await within(CONFIRM_WITHIN_MS, this.connection.close()).catch(() => undefined);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the broker did not answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A code of Node or of AMQP (`ECONNREFUSED`, `ACCESS_REFUSED`), or what was said, in short. */
function reasonOf(error: Error & { code?: unknown }): string {
  if (typeof error.code === 'string') return error.code;
  const [code] = /\b[A-Z]{2,}(?:[_-][A-Z]+)+\b/.exec(error.message) ?? [];
  return (code?.replaceAll('-', '_') ?? error.message).slice(0, 200);
}
