import { Global, Module } from '@nestjs/common';

import { RedisConnections } from './redis-connections.js';
import { RedisHealth } from './redis-health.js';
import { WakeBus } from './wake-bus.js';

@Global()
@Module({ providers: [RedisConnections, RedisHealth, WakeBus], exports: [RedisConnections, RedisHealth, WakeBus] })
export class RedisModule {}
