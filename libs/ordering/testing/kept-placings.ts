import { type Placing, Placings } from '../core/ordering.ports.js';

/** Rounds by their ids, whoever asks. */
export class KeptPlacings extends Placings {
  private readonly kept = new Map<string, Placing>();
  find = async (id: string) => this.kept.get(id) ?? null;
  add = async (placing: Placing) => void this.kept.set(placing.id, placing);
  hasRounds = async (_: string, orderId: string) => [...this.kept.values()].some((one) => one.orderId === orderId);
}
