import { Module } from '@nestjs/common';

import { Readiness } from './readiness.js';

/** Whether this process can do its work: asked by the API's probes and by the worker's own. */
@Module({ providers: [Readiness], exports: [Readiness] })
export class ProbesModule {}
