import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type ChannelModel, connect, type ConsumeMessage } from 'amqplib';

import { describeWhere, findFreePort, launch, onCleanup, type RunningProcess } from '../../support/index.js';

/** Debian's, without the wrapper that would run it as another user and in the system's folders. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** `describe` where rabbitmq-server is installed. */
export const describeWithRabbitMq = describeWhere(
  existsSync(SERVER),
  'rabbitmq-server',
  'apt-get install rabbitmq-server',
);

export interface TestRabbitMq {
  readonly url: string;
  start(): Promise<void>;
  /** SIGSTOP: it takes connections and answers nothing, until SIGCONT. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** SIGKILL: what was confirmed is on its disk. */
  kill(): Promise<void>;
}

/** A broker of this test file's own: its folder, its ports, its name, and an epmd of its own. Not started yet. */
export async function createRabbitMq(): Promise<TestRabbitMq> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-rabbitmq-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const [port, distribution, names] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const file = (name: string) => join(folder, name);
  writeFileSync(file('enabled_plugins'), '[].');
  writeFileSync(
    file('rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${port}\nlog.console = true\nlog.file = false\n`,
  );
  const env = {
    HOME: folder,
    ERL_EPMD_PORT: String(names),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `comanda${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: file('mnesia'),
    RABBITMQ_LOG_BASE: file('log'),
    RABBITMQ_PID_FILE: file('pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins'),
    RABBITMQ_CONFIG_FILE: file('rabbitmq.conf'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1',
    // In the foreground, and as the process that is started, not below a shell.
    RUNNING_UNDER_SYSTEMD: '1',
  };
  const epmd = await launch({
    name: 'epmd',
    command: 'epmd',
    args: ['-port', String(names), '-address', '127.0.0.1'],
    env,
    isReady: () => Promise.resolve(true),
  });
  let running: RunningProcess | undefined;
  onCleanup(async () => {
    await running?.kill();
    await epmd.kill();
  });
  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    start: async () => {
      running = await launch({
        name: 'rabbitmq',
        command: SERVER,
        args: [],
        env: { ...env },
        isReady: (logs) => Promise.resolve(logs.some((line) => line.includes('Server startup complete'))),
      });
    },
    signal: (signal) => running && process.kill(running.pid, signal),
    kill: async () => running?.kill(),
  };
}

/** Another system with a queue of its own, which comes back after each outage of the broker. */
export interface Subscriber {
  /** Everything that was delivered, in order; twice what was delivered twice. */
  readonly messages: readonly ConsumeMessage[];
}

/** The exchange is there from the relay's first connection on: before it, this waits. */
export function subscribe(url: string, queue: string, pattern = '#'): Subscriber {
  const messages: ConsumeMessage[] = [];
  let isOver = false;
  let connection: ChannelModel | undefined;
  onCleanup(async () => {
    isOver = true;
    await connection?.close().catch(() => undefined);
  });
  void (async () => {
    while (!isOver) {
      try {
        connection = await connect(url, { timeout: 2_000 });
        const closed = new Promise((resolve) => connection?.on('close', resolve));
        connection.on('error', () => undefined);
        const channel = await connection.createChannel();
        channel.on('error', () => undefined);
        await channel.assertExchange('comanda.events', 'topic', { durable: true });
        await channel.assertQueue(queue, { durable: true });
        await channel.bindQueue(queue, 'comanda.events', pattern);
        await channel.prefetch(50);
        await channel.consume(queue, (message) => {
          if (!message) return;
          messages.push(message);
          channel.ack(message);
        });
        await closed;
      } catch {
        await delay(200);
      }
    }
  })();
  return { messages };
}
