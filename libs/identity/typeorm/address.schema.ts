import { EntitySchema } from 'typeorm';

export interface AddressRow {
  id: string;
  user_id: string;
  label: string | null;
  recipient: string | null;
  phone: string | null;
  street: string;
  number: string | null;
  complement: string | null;
  district: string | null;
  city: string;
  state: string | null;
  postal_code: string;
  country: string;
  is_default: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export const AddressSchema = new EntitySchema<AddressRow>({
  name: 'Address',
  tableName: 'addresses',
  columns: {
    id: { type: 'uuid', primary: true },
    user_id: { type: 'uuid' },
    label: { type: 'text', nullable: true },
    recipient: { type: 'text', nullable: true },
    phone: { type: 'text', nullable: true },
    street: { type: 'text' },
    number: { type: 'text', nullable: true },
    complement: { type: 'text', nullable: true },
    district: { type: 'text', nullable: true },
    city: { type: 'text' },
    state: { type: 'text', nullable: true },
    postal_code: { type: 'text' },
    country: { type: 'text' },
    is_default: { type: 'boolean' },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});
