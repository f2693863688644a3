import { EntitySchema } from 'typeorm';

/** Either `product_id` or `category_id` is set. */
export interface CatalogStopRow {
  id: string;
  outlet_id: string;
  product_id: string | null;
  category_id: string | null;
  until: Date | null;
  reason: string | null;
  created_at: Date;
}

export const CatalogStopSchema = new EntitySchema<CatalogStopRow>({
  name: 'CatalogStop',
  tableName: 'catalog_stops',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    product_id: { type: 'uuid', nullable: true },
    category_id: { type: 'uuid', nullable: true },
    until: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
    created_at: { type: 'timestamptz' },
  },
});
