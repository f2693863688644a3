import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { CartRepository, TableCartRepository } from '../cart.ports.js';

const BATCH = 500;

/** Forgets carts, of tables too, that nobody has touched for long. Several workers at once take different ones. */
@Injectable()
export class ExpireCarts {
  constructor(
    private readonly carts: CartRepository,
    private readonly tableCarts: TableCartRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    while ((await this.carts.removeExpired(now, BATCH)) === BATCH);
    while ((await this.tableCarts.removeExpired(now, BATCH)) === BATCH);
  }
}
