import { EntitySchema } from 'typeorm';

export interface ShiftMemberRow {
  outlet_id: string;
  shift_id: string;
  user_id: string;
  joined_at: Date;
  joined_by: string;
  left_at: Date | null;
  left_by: string | null;
}

export const ShiftMemberSchema = new EntitySchema<ShiftMemberRow>({
  name: 'shift_members',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    shift_id: { type: 'uuid', primary: true },
    user_id: { type: 'uuid', primary: true },
    joined_at: { type: 'timestamptz', primary: true },
    joined_by: { type: 'uuid' },
    left_at: { type: 'timestamptz', nullable: true },
    left_by: { type: 'uuid', nullable: true },
  },
});

export interface DrawerOpeningRow {
  outlet_id: string;
  id: string;
  shift_id: string;
  reason: string;
  created_by: string;
  occurred_at: Date;
}

export const DrawerOpeningSchema = new EntitySchema<DrawerOpeningRow>({
  name: 'drawer_openings',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    shift_id: { type: 'uuid' },
    reason: { type: 'text' },
    created_by: { type: 'uuid' },
    occurred_at: { type: 'timestamptz' },
  },
});
