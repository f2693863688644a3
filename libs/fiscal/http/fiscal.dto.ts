import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { CursorPageResponse, CursorPeriodQuery, IsId, Optional } from '#libs/platform';

import { FISCAL_STATUSES, type FiscalDocument, type FiscalStatus, owesFiles } from '../core/model/fiscal-document.js';
import { FISCAL_ENVIRONMENTS, FISCAL_MODELS, type FiscalEnvironment, type FiscalModel } from '../core/model/invoice.js';

export class FiscalLinksResponse {
  /** The document's XML, once it is kept here. */
  xml!: string;
  /** What people print of it (DANFE), once it is kept here. */
  pdf!: string;
  /** Where anybody may look it up at the authority. */
  @ApiProperty({ type: String, nullable: true })
  lookup!: string | null;
  /** The content of a consumer document's QR code. */
  @ApiProperty({ type: String, nullable: true })
  qr_code!: string | null;
}

/** What is missing for the document. */
export class FiscalFaultResponse {
  code!: string;
  message!: string;
  /** Of the product, where it is one's. */
  @ApiProperty({ type: String, nullable: true })
  product_id!: string | null;
}

export class FiscalDocumentResponse {
  id!: string;
  order_id!: string;
  outlet_id!: string;
  /** NFE: model 55, online and delivered; NFCE: model 65, over the counter. */
  @ApiProperty({ enum: FISCAL_MODELS, enumName: 'FiscalModel' })
  model!: FiscalModel;
  @ApiProperty({ enum: FISCAL_STATUSES, enumName: 'FiscalStatus' })
  status!: FiscalStatus;
  /** HOMOLOGACAO: without fiscal value. */
  @ApiProperty({ enum: FISCAL_ENVIRONMENTS, enumName: 'FiscalEnvironment' })
  environment!: FiscalEnvironment;
  @ApiProperty({ type: Number, nullable: true })
  series!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  number!: number | null;
  /** Forty-four characters. */
  @ApiProperty({ type: String, nullable: true })
  access_key!: string | null;
  @ApiProperty({ type: String, nullable: true })
  protocol!: string | null;
  /** In centavos. */
  total!: number;
  currency!: string;
  links!: FiscalLinksResponse;
  /** Whether the XML and the DANFE are kept here. */
  files_kept!: boolean;
  @ApiProperty({ type: Date, nullable: true })
  authorized_at!: Date | null;
  created_at!: Date;
  updated_at!: Date;
  /** Staff alone are told: the authority's code, or ours. */
  @ApiProperty({ type: String, nullable: true, required: false })
  code?: string | null;
  /** Staff alone are told: why it was rejected, or not cancelled. */
  @ApiProperty({ type: String, nullable: true, required: false })
  reason?: string | null;
  /** Staff alone are told: everything that is missing, at once. */
  @ApiProperty({ type: [FiscalFaultResponse], required: false })
  faults?: FiscalFaultResponse[];
  /** Staff alone are told: whether something is still to come, or to be put right. */
  @ApiProperty({ required: false })
  owed?: boolean;
}

export class FiscalDocumentsPage extends CursorPageResponse {
  data!: FiscalDocumentResponse[];
}

export class ListFiscalDocumentsQuery extends CursorPeriodQuery {
  @Optional()
  @IsIn(FISCAL_STATUSES)
  @ApiProperty({ enum: FISCAL_STATUSES, enumName: 'FiscalStatus', required: false })
  status?: FiscalStatus;

  @Optional()
  @IsIn(FISCAL_MODELS)
  @ApiProperty({ enum: FISCAL_MODELS, enumName: 'FiscalModel', required: false })
  model?: FiscalModel;

  @Optional()
  @IsId()
  outlet_id?: string;

  @Optional()
  @IsId()
  order_id?: string;
}

const DONE: readonly FiscalStatus[] = ['AUTHORIZED', 'CANCELLED', 'WITHDRAWN', 'DENIED'];

export const documentResponse = (document: FiscalDocument, isForStaff: boolean): FiscalDocumentResponse => ({
  id: document.id,
  order_id: document.orderId,
  outlet_id: document.outletId,
  model: document.model,
  status: document.status,
  environment: document.environment,
  series: document.series,
  number: document.number,
  access_key: document.accessKey,
  protocol: document.protocol,
  total: document.total,
  currency: 'BRL',
  links: {
    xml: `/api/v1/orders/${document.orderId}/fiscal/xml`,
    pdf: `/api/v1/orders/${document.orderId}/fiscal/pdf`,
    lookup: document.links.lookup,
    qr_code: document.links.qrCode,
  },
  files_kept: document.filesKept,
  authorized_at: document.authorizedAt,
  created_at: document.createdAt,
  updated_at: document.updatedAt,
  ...(isForStaff && {
    code: document.code,
    reason: document.reason,
    faults: document.faults.map(({ code, message, productId }) => ({ code, message, product_id: productId ?? null })),
    owed: !DONE.includes(document.status) || owesFiles(document),
  }),
});
