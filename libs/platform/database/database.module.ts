import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock, SystemClock, UnitOfWork } from '#libs/kernel';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { createDataSource } from './data-source.js';
import { DatabaseMetrics } from './database-metrics.js';
import { Database } from './database.js';
import { Replica } from './replica.js';
import { SlowStatements, TypeOrmSlowStatements } from './slow-statements.js';

@Global()
@Module({})
export class DatabaseModule {
  static forRoot(applicationName: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          useFactory: (env: Env, slow: SlowStatements) =>
            createDataSource({
              url: env.DATABASE_URL,
              poolMin: env.DB_POOL_MIN,
              poolMax: env.DB_POOL_MAX,
              pipeline: env.DB_PIPELINE,
              applicationName,
              slow: { ms: env.SLOW_QUERY, logger: new TypeOrmSlowStatements(slow) },
            }),
          inject: [ENV, SlowStatements],
        },
        SlowStatements,
        Replica,
        Database,
        DatabaseMetrics,
        { provide: UnitOfWork, useExisting: Database },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [DataSource, Replica, Database, UnitOfWork, Clock],
    };
  }
}
