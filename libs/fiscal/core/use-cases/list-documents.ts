import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';

import type { FiscalDocument } from '../fiscal-document.js';
import { type FiscalFilter, FiscalDocuments } from '../fiscal.ports.js';

/** What the authority has and is owed, newest first: an administrator's list, over all outlets. */
@Injectable()
export class ListDocuments {
  constructor(private readonly documents: FiscalDocuments) {}

  execute(filter: FiscalFilter, page: PageRequest): Promise<Page<FiscalDocument>> {
    return this.documents.list(filter, page);
  }
}
