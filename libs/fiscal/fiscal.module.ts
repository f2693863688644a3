import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { CustomersApi } from '#libs/customers';
import { PersonalData } from '#libs/identity';
import { Clock, JobQueue, UnitOfWork } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi } from '#libs/payments';
import { ShippingApi } from '#libs/shipping';
import { CatalogModule } from '#module/catalog';
import { CustomersModule } from '#module/customers';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { ShippingModule } from '#module/shipping';

import { ConfiguredProvider } from './authorities/configured-provider.js';
import { BuyerSource } from './core/buyer-source.js';
import { DanfePrinter } from './core/danfe.js';
import { FiscalProvider } from './core/fiscal-authority.js';
import { FiscalDesk } from './core/fiscal-desk.js';
import { FiscalApi } from './core/fiscal.api.js';
import { FiscalDocuments, FiscalFiles, FiscalNumbers, FiscalSettingsStore } from './core/fiscal.ports.js';
import { InvoiceSources } from './core/invoice-sources.js';
import { PersonalDocuments } from './core/personal-documents.js';
import { AdvanceDocument } from './core/use-cases/advance-document.js';
import { CancelDocument } from './core/use-cases/cancel-document.js';
import { ChangeFiscalSettings } from './core/use-cases/change-fiscal-settings.js';
import { ExpireDocuments } from './core/use-cases/expire-documents.js';
import { FiscalDoor } from './core/use-cases/fiscal-door.js';
import { FollowDocument } from './core/use-cases/follow-document.js';
import { KeepFiles } from './core/use-cases/keep-files.js';
import { ListDocuments } from './core/use-cases/list-documents.js';
import { OpenDocument } from './core/use-cases/open-document.js';
import { ReconsiderDocument } from './core/use-cases/reconsider-document.js';
import { RetryDocument } from './core/use-cases/retry-document.js';
import { SendDocument } from './core/use-cases/send-document.js';
import { ShowDocument } from './core/use-cases/show-document.js';
import { TransmitDocument } from './core/use-cases/transmit-document.js';
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
import { SqlFiscalDocuments } from './typeorm/sql-fiscal-documents.js';
import { SqlFiscalFiles } from './typeorm/sql-fiscal-files.js';
import { SqlFiscalNumbers } from './typeorm/sql-fiscal-numbers.js';
import { SqlFiscalSettings } from './typeorm/sql-fiscal-settings.js';

const adapters = [
  { provide: FiscalDocuments, useClass: SqlFiscalDocuments },
  { provide: FiscalNumbers, useClass: SqlFiscalNumbers },
  { provide: FiscalFiles, useClass: SqlFiscalFiles },
  { provide: FiscalSettingsStore, useClass: SqlFiscalSettings },
  { provide: DanfePrinter, useClass: PdfDanfePrinter },
  { provide: FiscalProvider, useClass: ConfiguredProvider },
];

const core = [
  {
    provide: FiscalDesk,
    useFactory: (...parts: ConstructorParameters<typeof FiscalDesk>) => new FiscalDesk(...parts),
    inject: [FiscalDocuments, FiscalNumbers, JobQueue, UnitOfWork, Clock],
  },
  {
    provide: BuyerSource,
    useFactory: (...parts: ConstructorParameters<typeof BuyerSource>) => new BuyerSource(...parts),
    inject: [CustomersApi, ShippingApi],
  },
  {
    provide: InvoiceSources,
    useFactory: (...parts: ConstructorParameters<typeof InvoiceSources>) => new InvoiceSources(...parts),
    inject: [OrderingApi, PaymentsApi, CatalogApi, OutletsApi, FiscalSettingsStore, BuyerSource],
  },
];

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
  providers: [
    ...adapters,
    ...core,
    OpenDocument,
    AdvanceDocument,
    SendDocument,
    TransmitDocument,
    FollowDocument,
    CancelDocument,
    KeepFiles,
    WithdrawDocument,
    RetryDocument,
    ReconsiderDocument,
    ShowDocument,
    ListDocuments,
    ChangeFiscalSettings,
    ExpireDocuments,
    { provide: FiscalApi, useClass: FiscalDoor },
    IssueDocumentJob,
    AdvanceDocumentJob,
    WithdrawDocumentJob,
    ReconsiderDocumentJob,
    ExpireDocumentsJob,
  ],
  exports: [FiscalApi],
})
export class FiscalModule implements OnModuleInit {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(FiscalDocuments) private readonly documents: FiscalDocuments,
  ) {}

  onModuleInit(): void {
    this.personalData.register('fiscal_documents', new PersonalDocuments(this.documents));
  }
}
