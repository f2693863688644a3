import type { OutletScope, Page, PageRequest } from '#libs/kernel';

import type { NamedSchedule } from '../core/model/named-schedule.js';
import { ScheduleRepository } from '../core/outlets.ports.js';

export class InMemoryScheduleRepository extends ScheduleRepository {
  private readonly schedules = new Map<string, NamedSchedule>();

  async lock(scope: OutletScope, id: string): Promise<NamedSchedule | null> {
    const found = this.schedules.get(id);
    return found && isIn(scope, found) ? found : null;
  }

  async page(
    scope: OutletScope,
    outletId: string | null,
    { limit, offset }: PageRequest,
  ): Promise<Page<NamedSchedule>> {
    const all = [...this.schedules.values()]
      .filter((one) => isIn(scope, one))
      .filter((one) => outletId === null || one.outletId === null || one.outletId === outletId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { data: all.slice(offset, offset + limit), total: all.length, limit, offset };
  }

  async insert(schedule: NamedSchedule): Promise<void> {
    this.schedules.set(schedule.id, schedule);
  }

  async update(schedule: NamedSchedule): Promise<void> {
    if (this.schedules.get(schedule.id)?.version !== schedule.version - 1) {
      throw new Error('A schedule was changed without its lock');
    }
    this.schedules.set(schedule.id, schedule);
  }

  async remove(id: string): Promise<void> {
    this.schedules.delete(id);
  }
}

const isIn = (scope: OutletScope, { outletId }: NamedSchedule): boolean =>
  outletId === null || scope === 'all' || scope.includes(outletId);
