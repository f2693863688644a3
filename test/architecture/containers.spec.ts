import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly container_name?: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
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
const service = (name: string): Service => services[name] ?? { command: [] };

describe('docker-compose.yml', () => {
  it('runs the two servers, the migration and the two processes; and what shows their figures when asked to', () => {
    expect(Object.keys(services).sort()).toEqual([
      'api',
      'grafana',
      'migrate',
      'postgres',
      'prometheus',
      'redis',
      'worker',
    ]);
    for (const name of ['grafana', 'prometheus']) expect(service(name).profiles).toEqual(['observability']);
    expect(service('postgres').container_name).toBe('pos_postgres');
    expect(service('redis').container_name).toBe('pos_redis');
  });

  it('runs Redis with an append-only file and without eviction', () => {
    const command = service('redis').command.join(' ');

    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it.each(['postgres', 'redis', 'api', 'worker'])('checks the health of %s', (name) => {
    expect(service(name).healthcheck?.test[0]).toBe('CMD');
  });

  it('migrates once a healthy database is there, and starts the processes after that', () => {
    expect(service('migrate')).toMatchObject({
      restart: 'no',
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
    for (const name of ['api', 'worker']) {
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
  ])('runs %s from %s, behind an init and as production', (name, entry) => {
    expect(service(name).command).toContain(entry);
    expect(service(name)).toMatchObject({ init: true, environment: { NODE_ENV: 'production' } });
  });

  it('listens on this machine alone', () => {
    const ports = Object.values(services).flatMap((each) => each.ports ?? []);

    expect(ports).toHaveLength(5);
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

    expect(foreign).toHaveLength(5);
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
