import { type Demand, KitchenDemand } from '../core/kitchen-demand.js';

/** A kitchen that keeps what it is told. */
export class KeptDemand extends KitchenDemand {
  readonly placed: Demand[] = [];
  readonly changes: Demand[] = [];

  async place(demand: Demand): Promise<() => Promise<void>> {
    return async () => void this.placed.push(demand);
  }

  async changed(demand: Demand): Promise<void> {
    this.changes.push(demand);
  }
}
