import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';
import { ENV, type Env } from '#libs/platform';

import type { DiningTable } from '../core/model/dining-table.js';

/** Addresses of the guests' web pages. */
@Injectable()
export class GuestPages {
  private readonly base: string;

  constructor(@Inject(ENV) { FRONTEND_URL }: Env) {
    this.base = FRONTEND_URL.replace(/\/+$/, '');
  }

  /** What a table's printed code says: scanning it opens or joins the table's session. */
  qrUrl({ id, qrSecret }: DiningTable): string {
    return `${this.base}/t/${id}?s=${encodeURIComponent(qrSecret)}`;
  }

  /** `qrUrl` for those who may hand it out; undefined for the others. */
  qrUrlFor(actor: Actor, table: DiningTable): string | undefined {
    return actor.role === 'ADMIN' || actor.role === 'SUPERVISOR' ? this.qrUrl(table) : undefined;
  }

  orderUrl(token: string): string {
    return `${this.base}/t/${token}`;
  }
}
