import 'reflect-metadata';

import { parseArgs } from 'node:util';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { envOrExit, PlatformModule } from '#libs/platform';
import { RebuildRollups } from '#libs/reporting';
import { IdentityModule, IdentityPorts } from '#module/identity';
import { OutletsModule, OutletsPorts } from '#module/outlets';
import { ReportingModule } from '#module/reporting';

import { say } from './database.js';

@Module({})
class ReportsOnly {}

/**
 * Makes the rollups that reports read anew from the orders and payments: after an outlet's time zone was changed, or when somebody doubts
 * them. The API may run meanwhile; an outlet's reports show the old figures until its new ones are whole. `--outlet ID`: that one alone;
 * `--from ID`: begin with that one, where a run before this stopped.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { outlet: { type: 'string' }, from: { type: 'string' } } });
  const imports = [
    PlatformModule.forRoot(envOrExit(), 'api'),
    { module: OutletsPorts, global: true },
    { module: IdentityPorts, global: true },
    OutletsModule,
    IdentityModule,
    ReportingModule,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: ReportsOnly, imports },
    { logger: false, abortOnError: false },
  );
  try {
    const counted = await app.get(RebuildRollups).execute({
      ...(values.outlet && { outletId: values.outlet }),
      ...(values.from && { from: values.from }),
      tell: ({ outletId, done, outlets, orders }) =>
        say(
          `${done + 1} of ${outlets} outlets (${orders} orders so far): ${outletId}; should it stop here, go on with --from ${outletId}`,
        ),
    });
    say(`The reports are made anew from ${counted} orders`);
  } finally {
    await app.close();
  }
}
