import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { ExpireDocuments } from '../core/use-cases/expire-documents.js';

const DAY = 24 * 3_600_000;

@Injectable()
@HandlesJob({ kind: 'fiscal.expire-documents', everyMs: DAY })
export class ExpireDocumentsJob implements JobHandler {
  constructor(private readonly expire: ExpireDocuments) {}

  async handle(): Promise<void> {
    await this.expire.execute();
  }
}
