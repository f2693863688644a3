import { Global, Module } from '@nestjs/common';

import { WakeBus } from './wake-bus.js';

@Global()
@Module({ providers: [WakeBus], exports: [WakeBus] })
export class RedisModule {}
