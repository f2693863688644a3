import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { CartRepository } from '../cart.ports.js';

const BATCH = 500;

/** Forgets carts that nobody has touched for long. Several workers at once take different ones. */
@Injectable()
export class ExpireCarts {
  constructor(
    private readonly carts: CartRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    while ((await this.carts.removeExpired(now, BATCH)) === BATCH);
  }
}
