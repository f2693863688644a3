import { EntitySchema } from 'typeorm';

import { columnsOf } from '#libs/platform';

import type { CallKind } from '../core/model/service-call.js';

export interface ServiceCallRow {
  outlet_id: string;
  id: string;
  session_id: string;
  kind: CallKind;
  note: string | null;
  method: string | null;
  created_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  closed_at: Date | null;
  closed_by: string | null;
}

export const ServiceCallSchema = new EntitySchema<ServiceCallRow>({
  name: 'ServiceCall',
  tableName: 'service_calls',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    session_id: { type: 'uuid' },
    kind: { type: 'text' },
    note: { type: 'text', nullable: true },
    method: { type: 'text', nullable: true },
    created_at: { type: 'timestamptz' },
    acknowledged_at: { type: 'timestamptz', nullable: true },
    acknowledged_by: { type: 'uuid', nullable: true },
    closed_at: { type: 'timestamptz', nullable: true },
    closed_by: { type: 'uuid', nullable: true },
  },
});

export const SERVICE_CALL_COLUMNS = columnsOf(ServiceCallSchema);
