import { isInScope, type OutletScope } from '#libs/kernel';

import { reasonLabelTaken } from '../core/model/outlets.errors.js';
import type { Reason } from '../core/model/reason.js';
import { ReasonRepository } from '../core/outlets.ports.js';

export class InMemoryReasonRepository extends ReasonRepository {
  private readonly reasons = new Map<string, Reason>();

  async find(scope: OutletScope, id: string): Promise<Reason | null> {
    const found = this.reasons.get(id);
    return found && isInScope(scope, found.outletId) ? found : null;
  }

  async ofOutlet(outletId: string): Promise<Reason[]> {
    const key = ({ kind, label, id }: Reason) => `${kind} ${label} ${id}`;
    return [...this.reasons.values()]
      .filter((reason) => reason.outletId === outletId)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  async insert(reason: Reason): Promise<void> {
    this.assertLabel(reason);
    this.reasons.set(reason.id, reason);
  }

  async update(reason: Reason): Promise<boolean> {
    if (this.reasons.get(reason.id)?.version !== reason.version - 1) return false;
    this.assertLabel(reason);
    this.reasons.set(reason.id, reason);
    return true;
  }

  async remove({ id, version }: Reason): Promise<boolean> {
    return this.reasons.get(id)?.version === version && this.reasons.delete(id);
  }

  private assertLabel({ id, outletId, kind, label }: Reason): void {
    const isTaken = [...this.reasons.values()].some(
      (other) =>
        other.id !== id &&
        other.outletId === outletId &&
        other.kind === kind &&
        other.label.toLowerCase() === label.toLowerCase(),
    );
    if (isTaken) throw reasonLabelTaken();
  }
}
