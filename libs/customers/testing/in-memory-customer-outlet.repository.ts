import { CustomerOutletRepository } from '../core/customers.ports.js';

export class InMemoryCustomerOutletRepository extends CustomerOutletRepository {
  /** By customer: since when by outlet. */
  private readonly customers = new Map<string, Map<string, Date>>();

  async add(customerId: string, outletIds: readonly string[], at: Date): Promise<void> {
    const outlets = this.customers.get(customerId) ?? new Map<string, Date>();
    for (const id of outletIds) if (!outlets.has(id)) outlets.set(id, at);
    this.customers.set(customerId, outlets);
  }

  async remove(customerId: string, outletIds: readonly string[] | null): Promise<number> {
    const outlets = this.customers.get(customerId);
    for (const id of outletIds ?? this.idsOf(customerId)) outlets?.delete(id);
    return outlets?.size ?? 0;
  }

  async outletsOf(customerId: string): Promise<{ outletId: string; since: Date }[]> {
    return [...(this.customers.get(customerId) ?? [])]
      .map(([outletId, since]) => ({ outletId, since }))
      .toSorted((a, b) => a.since.getTime() - b.since.getTime() || (a.outletId < b.outletId ? -1 : 1));
  }

  idsOf(customerId: string): string[] {
    return [...(this.customers.get(customerId)?.keys() ?? [])];
  }
}
