import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { IdentityApi } from '#libs/identity';
import { envOrExit, PlatformModule } from '#libs/platform';
import { IdentityModule, IdentityPorts } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { say } from './database.js';

const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{2,63}$/u;
const SHORTEST = 12;

@Module({})
class AccountsOnly {}

/**
 * `ADMIN_PASSWORD=… create-admin <username>`: the first ADMIN, who makes all others over HTTP. The password comes by the environment,
 * since arguments can be read by every user of the machine. A username that is taken is left as it is.
 */
export async function run([username = '']: string[]): Promise<void> {
  const password = process.env['ADMIN_PASSWORD'] ?? '';
  if (!USERNAME.test(username))
    throw new Error('name the account: create-admin <username>, 3 to 64 letters and digits');
  if (password.length < SHORTEST)
    throw new Error(`ADMIN_PASSWORD should be a password of at least ${SHORTEST} characters`);
  const imports = [
    PlatformModule.forRoot(envOrExit(), 'api'),
    { module: IdentityPorts, global: true },
    OutletsModule,
    IdentityModule,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: AccountsOnly, imports },
    { logger: false, abortOnError: false },
  );
  try {
    const id = await app.get(IdentityApi).ensureAccount({ username, password, role: 'ADMIN' });
    say(`${username} is there: ${id}`);
  } finally {
    await app.close();
  }
}
