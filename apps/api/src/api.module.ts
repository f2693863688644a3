import { type DynamicModule, Module } from '@nestjs/common';

import { type Env, HttpModule, PlatformModule } from '#libs/platform';
import { RealtimeModule } from '#module/realtime';

import { BUSINESS_MODULES } from '../../business.modules.js';

/** HTTP and sockets: the platform's plumbing, then the business. */
@Module({})
export class ApiModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.forRoot(env, 'api'), HttpModule, ...BUSINESS_MODULES, RealtimeModule],
    };
  }
}
