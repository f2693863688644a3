import type { StockMovement } from '../core/inventory.ports.js';

export const LONGEST_REASON = 500;

/** Who did it: a user's id, a guest's table session, or Comanda itself. */
export class StockActorResponse {
  kind!: 'user' | 'guest' | 'system';
  id!: string | null;

  static from({ kind, id }: StockMovement['actor']): StockActorResponse {
    return { kind, id };
  }
}
