import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { envOrExit, PlatformModule } from '#libs/platform';
import { RebuildRollups } from '#libs/reporting';
import { IdentityModule } from '#module/identity';
import { OutletsModule, OutletsPorts } from '#module/outlets';
import { ReportingModule } from '#module/reporting';

import { say } from './database.js';

@Module({})
class ReportsOnly {}

/**
 * Makes the rollups that reports read anew from the orders and payments: after an outlet's time zone was changed, or when somebody doubts
 * them. The API may run meanwhile; reports show the old figures until it is done.
 */
export async function run(): Promise<void> {
  const imports = [
    PlatformModule.forRoot(envOrExit(), 'api'),
    { module: OutletsPorts, global: true },
    OutletsModule,
    IdentityModule,
    ReportingModule,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: ReportsOnly, imports },
    { logger: false, abortOnError: false },
  );
  try {
    say(`The reports are made anew from ${await app.get(RebuildRollups).execute()} orders`);
  } finally {
    await app.close();
  }
}
