import { type DynamicModule, Module } from '@nestjs/common';

import { type Env, PlatformModule, ProbeServer, ProbesModule } from '#libs/platform';

import { BUSINESS_MODULES } from '../../business.modules.js';

/** Jobs: the same business as the API, without its HTTP; operators' tools are answered all the same. */
@Module({})
export class WorkerModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot(env, 'worker'), ProbesModule, ...BUSINESS_MODULES],
      providers: [ProbeServer],
    };
  }
}
