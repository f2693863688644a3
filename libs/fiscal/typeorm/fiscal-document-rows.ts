import type { FiscalDocument } from '../core/model/fiscal-document.js';
import type { FiscalDocumentRow } from './fiscal.schema.js';

/** The columns, with their types: a row travels as one JSON parameter. */
const COLUMNS: readonly (readonly [keyof FiscalDocumentRow, string])[] = [
  ['outlet_id', 'uuid'],
  ['id', 'uuid'],
  ['order_id', 'uuid'],
  ['customer_id', 'uuid'],
  ['model', 'text'],
  ['status', 'text'],
  ['reference', 'text'],
  ['provider', 'text'],
  ['environment', 'text'],
  ['cnpj', 'text'],
  ['company_id', 'text'],
  ['given_series', 'integer'],
  ['given_number', 'bigint'],
  ['series', 'bigint'],
  ['number', 'bigint'],
  ['access_key', 'text'],
  ['protocol', 'text'],
  ['links', 'jsonb'],
  ['code', 'text'],
  ['reason', 'text'],
  ['faults', 'jsonb'],
  ['total', 'bigint'],
  ['invoice', 'jsonb'],
  ['taken', 'boolean'],
  ['cancel_wanted', 'boolean'],
  ['files_kept', 'boolean'],
  ['cancellation_kept', 'boolean'],
  ['step', 'integer'],
  ['tries', 'integer'],
  ['version', 'integer'],
  ['created_at', 'timestamptz'],
  ['updated_at', 'timestamptz'],
  ['authorized_at', 'timestamptz'],
];
const FIXED: readonly (keyof FiscalDocumentRow)[] = ['outlet_id', 'id', 'order_id', 'customer_id', 'created_at'];

const names = COLUMNS.map(([name]) => name);
export const DOCUMENT_COLUMNS = names.join(', ');
const GIVEN = `jsonb_to_recordset($1::jsonb) AS given(${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})`;

export const INSERT_DOCUMENT = `
  INSERT INTO fiscal_documents (${DOCUMENT_COLUMNS}) SELECT ${DOCUMENT_COLUMNS} FROM ${GIVEN}
  ON CONFLICT (outlet_id, order_id) DO NOTHING`;

/** Of the row whose version is the one just before; the caller looks at the count. */
export const UPDATE_DOCUMENT = `
  UPDATE fiscal_documents d SET ${names
    .filter((name) => !FIXED.includes(name))
    .map((name) => `${name} = given.${name}`)
    .join(', ')}
  FROM ${GIVEN}
  WHERE d.outlet_id = given.outlet_id AND d.id = given.id AND d.version = given.version - 1`;

export function documentJson({ given, ...document }: FiscalDocument): string {
  const row: FiscalDocumentRow = {
    outlet_id: document.outletId,
    id: document.id,
    order_id: document.orderId,
    customer_id: document.customerId,
    model: document.model,
    status: document.status,
    reference: document.reference,
    provider: document.provider,
    environment: document.environment,
    cnpj: document.cnpj,
    company_id: document.companyId,
    given_series: given?.series ?? null,
    given_number: given?.number ?? null,
    series: document.series,
    number: document.number,
    access_key: document.accessKey,
    protocol: document.protocol,
    links: document.links,
    code: document.code,
    reason: document.reason,
    faults: document.faults,
    total: document.total,
    invoice: document.invoice,
    taken: document.taken,
    cancel_wanted: document.cancelWanted,
    files_kept: document.filesKept,
    cancellation_kept: document.cancellationKept,
    step: document.step,
    tries: document.tries,
    version: document.version,
    created_at: document.createdAt,
    updated_at: document.updatedAt,
    authorized_at: document.authorizedAt,
  };
  return JSON.stringify([row]);
}

export const toDocument = (row: FiscalDocumentRow): FiscalDocument => ({
  outletId: row.outlet_id,
  id: row.id,
  orderId: row.order_id,
  customerId: row.customer_id,
  model: row.model,
  status: row.status,
  reference: row.reference,
  provider: row.provider,
  environment: row.environment,
  cnpj: row.cnpj,
  companyId: row.company_id,
  given:
    row.given_series === null || row.given_number === null
      ? null
      : { series: row.given_series, number: row.given_number },
  series: row.series,
  number: row.number,
  accessKey: row.access_key,
  protocol: row.protocol,
  links: row.links,
  code: row.code,
  reason: row.reason,
  faults: row.faults,
  total: row.total,
  invoice: row.invoice,
  taken: row.taken,
  cancelWanted: row.cancel_wanted,
  filesKept: row.files_kept,
  cancellationKept: row.cancellation_kept,
  step: row.step,
  tries: row.tries,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  authorizedAt: row.authorized_at,
});
