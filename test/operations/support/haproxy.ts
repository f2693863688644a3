import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeWhere, findFreePort, launch, onCleanup, programPath } from '../../support/index.js';

export interface Balancer {
  /** Where clients go. */
  readonly url: string;
  /** Names of the servers (`server0`, `server1` …) that it sends requests to at the moment. */
  serversUp(): Promise<string[]>;
}

const haproxy = programPath('haproxy');

/** `describe` where HAProxy is installed. */
export const describeWithHaproxy = describeWhere(haproxy !== undefined, 'haproxy', 'apt-get install haproxy');

/** A plain HAProxy before servers on these ports: it asks `/ready` each second, and neither repeats a request nor gives it to another. */
export async function startHaproxy(ports: readonly number[]): Promise<Balancer> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-haproxy-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const [port, statsPort] = [await findFreePort(), await findFreePort()];
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, statsPort, ports));
  const stats = `http://127.0.0.1:${statsPort}/stats;csv`;
  const serversUp = async (): Promise<string[]> => {
    const lines = (await (await fetch(stats)).text()).split('\n').map((line) => line.split(','));
    const [name, state] = ['svname', 'status'].map(
      (column) => lines[0]?.findIndex((head) => head.endsWith(column)) ?? 0,
    );
    return lines
      .filter((line) => line[name ?? 1]?.startsWith('server') && line[state ?? 17] === 'UP')
      .map((line) => line[name ?? 1] ?? '');
  };
  await launch({
    name: 'haproxy',
    command: haproxy ?? 'haproxy',
    args: ['-db', '-f', file],
    env: {},
    isReady: () =>
      serversUp().then(
        (up) => up.length === ports.length,
        () => false,
      ),
  }).then(({ kill }) => onCleanup(kill));
  return { url: `http://127.0.0.1:${port}`, serversUp };
}

const configuration = (port: number, statsPort: number, servers: readonly number[]): string => `
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
  timeout check 5s
  retries 0

frontend clients
  bind 127.0.0.1:${port}
  default_backend api

frontend stats
  bind 127.0.0.1:${statsPort}
  stats enable
  stats uri /stats

backend api
  balance roundrobin
  option httpchk GET /ready
  default-server inter 1s
${servers.map((server, i) => `  server server${i} 127.0.0.1:${server} check`).join('\n')}
`;
