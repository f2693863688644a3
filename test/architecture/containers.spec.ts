import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { caddyConfiguration } from '../../apps/console/src/gateway/caddy.js';
import { readGateway } from '../../apps/console/src/gateway/gateway.js';
import { SERVICE_ROLES } from '../../libs/platform/http/roles/service-roles.js';

interface Service {
  readonly image?: string;
  readonly container_name?: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly init?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const text = read('docker-compose.yml');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const SERVICES = ['users', 'menu', 'orders', 'payments', 'guests', 'realtime'];
const service = (name: string): Service => services[name] ?? { command: [] };

describe('docker-compose.yml', () => {
  it('runs the two servers, the migration and the two processes; what shows their figures and the services when asked to', () => {
    expect(Object.keys(services).sort()).toEqual([
      'api',
      'gateway',
      'grafana',
      'guests',
      'menu',
      'migrate',
      'orders',
      'payments',
      'postgres',
      'prometheus',
      'realtime',
      'redis',
      'users',
      'worker',
    ]);
    for (const name of ['grafana', 'prometheus']) expect(service(name).profiles).toEqual(['observability']);
    for (const name of [...SERVICES, 'gateway']) expect(service(name).profiles).toEqual(['services']);
    expect(service('postgres').container_name).toBe('pos_postgres');
    expect(service('redis').container_name).toBe('pos_redis');
  });

  it('runs Redis with an append-only file and without eviction', () => {
    const command = service('redis').command.join(' ');

    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it.each(['postgres', 'redis', 'api', 'worker', 'gateway', ...SERVICES])('checks the health of %s', (name) => {
    expect(service(name).healthcheck?.test[0]).toBe('CMD');
  });

  it('migrates once a healthy database is there, and starts the processes after that', () => {
    expect(service('migrate')).toMatchObject({
      restart: 'no',
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
    for (const name of ['api', 'worker', ...SERVICES]) {
      expect(service(name).depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
  });

  it.each([
    ['api', 'dist/apps/api/src/main.js'],
    ['worker', 'dist/apps/worker/src/main.js'],
    ['migrate', 'dist/apps/console/src/main.js'],
    ...SERVICES.map((name) => [name, 'dist/apps/api/src/main.js']),
  ])('runs %s from %s, behind an init and as production', (name, entry) => {
    expect(service(name).command).toContain(entry);
    expect(service(name)).toMatchObject({ init: true, environment: { NODE_ENV: 'production' } });
  });

  it('listens on this machine alone', () => {
    const ports = Object.values(services).flatMap((each) => each.ports ?? []);

    expect(ports).toHaveLength(6);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('demands its secrets and has no default for any', () => {
    const uses = text.match(/\$\{[A-Z_]*(PASSWORD|SECRET)[^}]*\}/g) ?? [];

    expect(uses.length).toBeGreaterThanOrEqual(3);
    expect(uses.filter((use) => !/^\$\{\w+:\?set /.test(use))).toEqual([]);
    expect(read('.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m);
    expect(read('.env.example')).toMatch(/^JWT_SECRET=$/m);
  });
});

describe('the images that others made', () => {
  const dockerfile = read('Dockerfile');

  it('are named by version and digest, so that nobody can change them under us', () => {
    const ofCompose = Object.values(services).flatMap(({ image }) => image ?? []);
    const ofDockerfile = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const foreign = [...new Set([...ofCompose, ...ofDockerfile])].filter((image) => image !== 'comanda:latest');

    expect(foreign).toHaveLength(6);
    expect(foreign.filter((image) => !/^[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}$/.test(image ?? ''))).toEqual([]);
  });

  it('are asked for newer ones every week, as the packages and the actions are', () => {
    const { updates } = parse(read('.github/dependabot.yml')) as {
      updates: { 'package-ecosystem': string; schedule: { interval: string } }[];
    };

    expect(updates.map((update) => [update['package-ecosystem'], update.schedule.interval])).toEqual([
      ['docker', 'weekly'],
      ['docker-compose', 'weekly'],
      ['github-actions', 'weekly'],
      ['npm', 'weekly'],
    ]);
  });
});

describe('the services behind the gateway', () => {
  const GATEWAY = ['admin=users:8080', 'shop=guests:8080'];
  const roles = SERVICES.map((name) => service(name).environment?.['SERVICE_ROLES'] ?? '');

  it('have each role once', () => {
    expect(roles.flatMap((list) => list.split(',')).toSorted()).toEqual(SERVICE_ROLES.toSorted());
    for (const name of SERVICES) expect(service(name).environment?.['SERVICE_ROLES']?.split(',')[0]).toBe(name);
  });

  it('are where the gateway looks for them', () => {
    const moved = SERVICES.flatMap((name, i) =>
      (roles[i] ?? '')
        .split(',')
        .slice(1)
        .map((role) => `${role}=${name}:8080`),
    );

    expect(moved).toEqual(GATEWAY);
    expect(service('gateway').volumes).toEqual(['./docs/operations/gateway/Caddyfile:/etc/caddy/Caddyfile:ro']);
  });

  // npm run -s console -- gateway-config --for caddy --servers admin=users:8080 --servers shop=guests:8080 --trust 172.16.0.0/12
  it('have a gateway with the configuration that the console makes', () => {
    const made = caddyConfiguration(readGateway({ servers: GATEWAY, trust: ['172.16.0.0/12'] }));

    expect(read('docs/operations/gateway/Caddyfile')).toBe(`${made}\n`);
  });

  it('believe the gateway, which believes what is in front of it', () => {
    for (const name of SERVICES) {
      expect(service(name).environment).toMatchObject({ PORT: '8080', TRUST_PROXY: '${TRUST_PROXY:-172.16.0.0/12}' });
    }
  });

  it('leave connections to spare', () => {
    const limit = Number(/max_connections=(\d+)/.exec(service('postgres').command.join(' '))?.[1]);
    const most = [...SERVICES, 'api', 'worker'].map(
      (name) => Number(service(name).environment?.['DB_POOL_MAX'] ?? 16) + 4,
    );

    expect(most.reduce((sum, each) => sum + each)).toBeLessThan(limit);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('is built in stages and does not run as root', () => {
    expect(dockerfile.match(/^FROM node:24-slim@/gm)).toHaveLength(2);
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM'));
  });

  it('takes in nothing that it does not name', () => {
    expect(read('.dockerignore').split('\n')[0]).toBe('*');
  });
});
