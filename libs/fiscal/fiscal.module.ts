import { Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { SaleInvoices } from '#libs/ordering';
import { CatalogModule } from '#module/catalog';
import { CustomersModule } from '#module/customers';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { ShippingModule } from '#module/shipping';

import { ConfiguredProvider } from './authorities/configured-provider.js';
import { FiscalApi } from './core/fiscal.api.js';
import { FiscalFacade } from './core/fiscal.facade.js';
import {
  DanfePrinter,
  FiscalDocumentRepository,
  FiscalFiles,
  FiscalNumbers,
  FiscalProvider,
  FiscalQueries,
  FiscalSettingsRepository,
} from './core/fiscal.ports.js';
import { BuyerSource } from './core/services/buyer-source.js';
import { CancelDocument } from './core/services/cancel-document.js';
import { DocumentDrafts } from './core/services/document-drafts.js';
import { DocumentLedger } from './core/services/document-ledger.js';
import { FollowDocument } from './core/services/follow-document.js';
import { HoldDocuments } from './core/services/hold-documents.js';
import { InvoiceSources } from './core/services/invoice-sources.js';
import { KeepFiles } from './core/services/keep-files.js';
import { OrderDocuments } from './core/services/order-documents.js';
import { OutletFiscalSettings } from './core/services/outlet-fiscal-settings.js';
import { PersonalDocuments } from './core/services/personal-documents.js';
import { SendDocument } from './core/services/send-document.js';
import { TransmitDocument } from './core/services/transmit-document.js';
import { AdvanceDocument } from './core/use-cases/advance-document.js';
import { ExpireDocuments } from './core/use-cases/expire-documents.js';
import { OpenDocument } from './core/use-cases/open-document.js';
import { ReconsiderDocument } from './core/use-cases/reconsider-document.js';
import { ReplaceFiscalSettings } from './core/use-cases/replace-fiscal-settings.js';
import { RetryOrderFiscal } from './core/use-cases/retry-order-fiscal.js';
import { WithdrawDocument } from './core/use-cases/withdraw-document.js';
import { PdfDanfePrinter } from './documents/pdf-danfe-printer.js';
import { FiscalDocumentsController } from './http/fiscal-documents.controller.js';
import { FiscalSettingsController } from './http/fiscal-settings.controller.js';
import { OrderFiscalController } from './http/order-fiscal.controller.js';
import { AdvanceDocumentJob } from './jobs/advance-document.job.js';
import { ExpireDocumentsJob } from './jobs/expire-documents.job.js';
import { IssueDocumentJob } from './jobs/issue-document.job.js';
import { ReconsiderDocumentJob } from './jobs/reconsider-document.job.js';
import { WithdrawDocumentJob } from './jobs/withdraw-document.job.js';
import { SqlFiscalDocumentRepository } from './typeorm/sql-fiscal-document.repository.js';
import { SqlFiscalFiles } from './typeorm/sql-fiscal-files.js';
import { SqlFiscalNumbers } from './typeorm/sql-fiscal-numbers.js';
import { SqlFiscalSettingsRepository } from './typeorm/sql-fiscal-settings.repository.js';
import { SqlFiscalQueries } from './typeorm/sql-fiscal.queries.js';

const ports = [
  { provide: FiscalApi, useClass: FiscalFacade },
  { provide: FiscalDocumentRepository, useClass: SqlFiscalDocumentRepository },
  { provide: FiscalQueries, useClass: SqlFiscalQueries },
  { provide: FiscalNumbers, useClass: SqlFiscalNumbers },
  { provide: FiscalFiles, useClass: SqlFiscalFiles },
  { provide: FiscalSettingsRepository, useClass: SqlFiscalSettingsRepository },
  { provide: DanfePrinter, useClass: PdfDanfePrinter },
  { provide: FiscalProvider, useClass: ConfiguredProvider },
];

const services = [
  BuyerSource,
  CancelDocument,
  DocumentDrafts,
  DocumentLedger,
  FollowDocument,
  HoldDocuments,
  InvoiceSources,
  KeepFiles,
  OrderDocuments,
  OutletFiscalSettings,
  PersonalDocuments,
  SendDocument,
  TransmitDocument,
];

const useCases = [
  AdvanceDocument,
  ExpireDocuments,
  OpenDocument,
  ReconsiderDocument,
  ReplaceFiscalSettings,
  RetryOrderFiscal,
  WithdrawDocument,
];

const jobs = [IssueDocumentJob, AdvanceDocumentJob, WithdrawDocumentJob, ReconsiderDocumentJob, ExpireDocumentsJob];

/** Issues a document for each paid order of a Brazilian outlet, by jobs of its own: no order waits for the tax authority. */
@Module({
  imports: [
    CatalogModule,
    CustomersModule,
    IdentityModule,
    OrderingModule,
    OutletsModule,
    PaymentsModule,
    ShippingModule,
  ],
  controllers: [OrderFiscalController, FiscalDocumentsController, FiscalSettingsController],
  providers: [...ports, ...services, ...useCases, ...jobs],
  exports: [FiscalApi, HoldDocuments],
})
export class FiscalModule implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly documents: PersonalDocuments,
  ) {}

  onModuleInit(): void {
    this.personalData.register('fiscal_documents', this.documents);
  }
}

/** What ordering, which must not know fiscal, needs of it: whether a bill may be opened again. */
@Module({
  imports: [FiscalModule],
  providers: [{ provide: SaleInvoices, useExisting: HoldDocuments }],
  exports: [SaleInvoices],
})
export class FiscalPorts {}
