import { EntitySchema } from 'typeorm';

import type { DocumentLinks, FileKind } from '../core/model/authority-state.js';
import type { FiscalStatus } from '../core/model/fiscal-document.js';
import type { Numbering } from '../core/model/fiscal-settings.js';
import type { InvoiceFault } from '../core/model/invoice-of.js';
import type { FiscalEnvironment, FiscalModel, Invoice, TaxRegime } from '../core/model/invoice.js';

export interface FiscalDocumentRow {
  outlet_id: string;
  id: string;
  order_id: string;
  customer_id: string | null;
  model: FiscalModel;
  status: FiscalStatus;
  reference: string;
  provider: string;
  environment: FiscalEnvironment;
  cnpj: string;
  company_id: string | null;
  given_series: number | null;
  given_number: number | null;
  series: number | null;
  number: number | null;
  access_key: string | null;
  protocol: string | null;
  links: DocumentLinks;
  code: string | null;
  reason: string | null;
  faults: readonly InvoiceFault[];
  total: number;
  invoice: Invoice | null;
  taken: boolean;
  cancel_wanted: boolean;
  files_kept: boolean;
  cancellation_kept: boolean;
  step: number;
  tries: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  authorized_at: Date | null;
}

export const FiscalDocumentSchema = new EntitySchema<FiscalDocumentRow>({
  name: 'fiscal_documents',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    order_id: { type: 'uuid' },
    customer_id: { type: 'uuid', nullable: true },
    model: { type: 'text' },
    status: { type: 'text' },
    reference: { type: 'text' },
    provider: { type: 'text' },
    environment: { type: 'text' },
    cnpj: { type: 'text' },
    company_id: { type: 'text', nullable: true },
    given_series: { type: 'integer', nullable: true },
    given_number: { type: 'bigint', nullable: true },
    series: { type: 'bigint', nullable: true },
    number: { type: 'bigint', nullable: true },
    access_key: { type: 'text', nullable: true },
    protocol: { type: 'text', nullable: true },
    links: { type: 'jsonb' },
    code: { type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
    faults: { type: 'jsonb' },
    total: { type: 'bigint' },
    invoice: { type: 'jsonb', nullable: true },
    taken: { type: 'boolean' },
    cancel_wanted: { type: 'boolean' },
    files_kept: { type: 'boolean' },
    cancellation_kept: { type: 'boolean' },
    step: { type: 'integer' },
    tries: { type: 'integer' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    authorized_at: { type: 'timestamptz', nullable: true },
  },
});

export interface FiscalFileRow {
  outlet_id: string;
  document_id: string;
  kind: FileKind;
  media_type: string;
  content: Buffer;
  created_at: Date;
}

export const FiscalFileSchema = new EntitySchema<FiscalFileRow>({
  name: 'fiscal_files',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    document_id: { type: 'uuid', primary: true },
    kind: { type: 'text', primary: true },
    media_type: { type: 'text' },
    content: { type: 'bytea' },
    created_at: { type: 'timestamptz' },
  },
});

export interface FiscalSettingsRow {
  outlet_id: string;
  enabled: boolean;
  cnpj: string | null;
  state_registration: string | null;
  regime: TaxRegime | null;
  state: string | null;
  company_id: string | null;
  numbering: Numbering;
  nfe_series: number;
  nfce_series: number;
  default_cfop: string | null;
  icms_origin: string;
  icms_code: string;
  pis_code: string;
  cofins_code: string;
  nfe_cancel_hours: number;
  nfce_cancel_minutes: number;
  version: number;
}

export const FiscalSettingsSchema = new EntitySchema<FiscalSettingsRow>({
  name: 'fiscal_settings',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    enabled: { type: 'boolean' },
    cnpj: { type: 'text', nullable: true },
    state_registration: { type: 'text', nullable: true },
    regime: { type: 'text', nullable: true },
    state: { type: 'text', nullable: true },
    company_id: { type: 'text', nullable: true },
    numbering: { type: 'text' },
    nfe_series: { type: 'integer' },
    nfce_series: { type: 'integer' },
    default_cfop: { type: 'text', nullable: true },
    icms_origin: { type: 'text' },
    icms_code: { type: 'text' },
    pis_code: { type: 'text' },
    cofins_code: { type: 'text' },
    nfe_cancel_hours: { type: 'integer' },
    nfce_cancel_minutes: { type: 'integer' },
    version: { type: 'integer' },
  },
});

export interface FiscalSeriesRow {
  cnpj: string;
  environment: string;
  model: string;
  series: number;
  last_number: number;
}

export const FiscalSeriesSchema = new EntitySchema<FiscalSeriesRow>({
  name: 'fiscal_series',
  columns: {
    cnpj: { type: 'text', primary: true },
    environment: { type: 'text', primary: true },
    model: { type: 'text', primary: true },
    series: { type: 'integer', primary: true },
    last_number: { type: 'bigint' },
  },
});

export interface FiscalFreedNumberRow {
  cnpj: string;
  environment: string;
  model: string;
  series: number;
  number: number;
}

export const FiscalFreedNumberSchema = new EntitySchema<FiscalFreedNumberRow>({
  name: 'fiscal_freed_numbers',
  columns: {
    cnpj: { type: 'text', primary: true },
    environment: { type: 'text', primary: true },
    model: { type: 'text', primary: true },
    series: { type: 'integer', primary: true },
    number: { type: 'bigint', primary: true },
  },
});
