import { type DynamicModule, Module } from '@nestjs/common';

import { type Env, PlatformModule } from '#libs/platform';

import { BUSINESS_MODULES } from '../../business.modules.js';

/** Jobs: the same business as the API, without HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(env: Env): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.forRoot(env, 'worker'), ...BUSINESS_MODULES] };
  }
}
