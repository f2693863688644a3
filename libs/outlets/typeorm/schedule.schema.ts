import { EntitySchema } from 'typeorm';

import type { ScheduleWindow } from '#libs/kernel';

/** Hours as they are stored. */
export interface ScheduleRules {
  windows: readonly ScheduleWindow[];
  starts_on: string | null;
  ends_on: string | null;
  except: readonly string[];
}

export interface ScheduleRow {
  id: string;
  outlet_id: string | null;
  name: string;
  rules: ScheduleRules;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const ScheduleSchema = new EntitySchema<ScheduleRow>({
  name: 'Schedule',
  tableName: 'schedules',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid', nullable: true },
    name: { type: 'text' },
    rules: { type: 'jsonb' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
