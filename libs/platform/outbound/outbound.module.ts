import { Global, Module } from '@nestjs/common';

import { CircuitBreakers } from './circuit-breakers.js';
import { OutboundHttp } from './outbound-http.js';

/** Calls to gateways, carriers, authorities and mailers. */
@Global()
@Module({ providers: [CircuitBreakers, OutboundHttp], exports: [CircuitBreakers, OutboundHttp] })
export class OutboundModule {}
