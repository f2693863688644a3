import { EntitySchema } from 'typeorm';

export interface CustomerOutletRow {
  outlet_id: string;
  customer_id: string;
  since: Date;
}

export const CustomerOutletSchema = new EntitySchema<CustomerOutletRow>({
  name: 'CustomerOutlet',
  tableName: 'customer_outlets',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    customer_id: { type: 'uuid', primary: true },
    since: { type: 'timestamptz' },
  },
});
