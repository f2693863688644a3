import { Injectable } from '@nestjs/common';

import { RuleBook } from '../model/rule-book.js';
import { PermissionRules } from '../identity.ports.js';

/**
 * All rules, in memory: read at the first question, and again at the first one after a change, of which this process knows with the commit and
 * every other one by the event `PERMISSIONS_CHANGED`.
 */
@Injectable()
export class PermissionBook {
  private book?: Promise<RuleBook>;

  constructor(private readonly rules: PermissionRules) {}

  read(): Promise<RuleBook> {
    if (this.book) return this.book;
    const reading = this.rules.all().then((rules) => new RuleBook(rules));
    this.book = reading;
    reading.catch(() => {
      if (this.book === reading) this.forget();
    });
    return reading;
  }

  /** Has the next question read the rules anew. */
  forget(): void {
    this.book = undefined;
  }
}
