import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';
import { ENV, type Env } from '#libs/platform';

import type { DiningTable } from '../core/model/dining-table.js';

/** Addresses of the guests' web pages. What stands behind `#` stays on the phone: no server and no proxy on the way hears it. */
@Injectable()
export class GuestPages {
  private readonly base: string;

  constructor(@Inject(ENV) { FRONTEND_URL }: Env) {
    this.base = FRONTEND_URL.replace(/\/+$/, '');
  }

  /**
   * What a table's printed code says: scanning it opens or joins the table's session. Codes that were printed before say `?s=` in place of `#`; the
   * page reads both.
   */
  qrUrl({ id, qrSecret }: DiningTable): string {
    return `${this.base}/t/${id}#${encodeURIComponent(qrSecret)}`;
  }

  /** `qrUrl` for those who may hand it out; undefined for the others. */
  qrUrlFor(actor: Actor, table: DiningTable): string | undefined {
    return actor.role === 'ADMIN' || actor.role === 'SUPERVISOR' ? this.qrUrl(table) : undefined;
  }

  /** The page of a phone that has a token. */
  orderUrl(token: string): string {
    return `${this.base}/t/#${token}`;
  }
}
