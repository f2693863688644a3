import { FixedClock, newId } from '#libs/kernel';
import { OrderingApi, type SoldOrder } from '#libs/ordering';
import { type OutletSettings, OutletsApi } from '#libs/outlets';
import { PaymentsApi, type PaymentView } from '#libs/payments';
import type { ShippingAddress, ShippingApi } from '#libs/shipping';

import { KeptAuditLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { BuyerSource } from '../core/services/buyer-source.js';
import { FiscalProvider } from '../core/fiscal.ports.js';
import { DocumentLedger } from '../core/services/document-ledger.js';
import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { HoldDocuments } from '../core/services/hold-documents.js';
import { InvoiceSources } from '../core/services/invoice-sources.js';
import { AdvanceDocument } from '../core/use-cases/advance-document.js';
import { CancelDocument } from '../core/services/cancel-document.js';
import { FollowDocument } from '../core/services/follow-document.js';
import { KeepFiles } from '../core/services/keep-files.js';
import { OpenDocument } from '../core/use-cases/open-document.js';
import { RetryOrderFiscal } from '../core/use-cases/retry-order-fiscal.js';
import { SendDocument } from '../core/services/send-document.js';
import { TransmitDocument } from '../core/services/transmit-document.js';
import { DocumentDrafts } from '../core/services/document-drafts.js';
import { WithdrawDocument } from '../core/use-cases/withdraw-document.js';
import { ANA, aPayment, aSale, CNPJ, HER_ADDRESS, SALE_AT } from './a-sale.js';
import { FakeAuthority } from './fake-authority.js';
import {
  InMemoryFiscalDocumentRepository,
  InMemoryFiscalFiles,
  InMemoryFiscalNumbers,
  InMemoryFiscalSettingsRepository,
  WaitingJobs,
} from './in-memory-fiscal.js';

class OneProvider extends FiscalProvider {
  authority: FakeAuthority | null;
  installation = { environment: 'HOMOLOGACAO', cnpj: CNPJ } as const;

  constructor(authority: FakeAuthority) {
    super();
    this.authority = authority;
  }
}

interface StepPayload {
  readonly document_id: string;
  readonly outlet_id: string;
  readonly step: number;
}

const notAsked = () => Promise.reject(new Error('not asked here'));

/** The life of documents on everything in memory, on a Friday at noon in São Paulo. */
export function fiscalWorld() {
  const clock = new FixedClock(SALE_AT);
  const documents = new InMemoryFiscalDocumentRepository();
  const numbers = new InMemoryFiscalNumbers();
  const files = new InMemoryFiscalFiles();
  const settings = new InMemoryFiscalSettingsRepository();
  const jobs = new WaitingJobs();
  const unit = new PlainUnitOfWork();
  const audit = new KeptAuditLog();
  const authority = new FakeAuthority(() => clock.now());
  const provider = new OneProvider(authority);
  const outlet = { country: 'BR', timeZone: 'America/Sao_Paulo' } as OutletSettings;
  const orders = new Map<string, SoldOrder>();
  const payments = new Map<string, PaymentView[]>();
  const taxation = new Map<string, { ncm: string | null; cfop: string | null }>();

  const ordering = { sold: async (id: string) => orders.get(id) ?? notAsked() } as unknown as OrderingApi;
  const outlets = { get: async () => outlet } as unknown as OutletsApi;
  const paid = { ofPayable: async (_: string, id: string) => payments.get(id) ?? [] } as unknown as PaymentsApi;
  const catalog = {
    sellable: notAsked,
    scanned: notAsked,
    soldAt: notAsked,
    beginTracking: notAsked,
    assertVersion: notAsked,
    taxation: async () => taxation,
  };
  const customers = {
    profileOf: async (id: string) => ({
      ...ANA,
      cnpj: null,
      stateRegistration: null,
      id,
      phone: null,
      locale: 'pt-BR' as const,
    }),
    address: notAsked,
    defaultAddress: async (id: string) => ({
      ...HER_ADDRESS,
      id,
      recipient: null,
      phone: null,
      country: 'BR',
      postalCode: HER_ADDRESS.cep,
    }),
  };

  const destinations = new Map<string, ShippingAddress>();
  const ofOrder = async (_: string, orderId: string) => {
    const address = destinations.get(orderId);
    return address ? { address } : null;
  };
  const shipping = { ofOrder } as unknown as ShippingApi;

  const ledger = new DocumentLedger(documents, numbers, jobs, unit, clock);
  const sources = new InvoiceSources(ordering, paid, catalog, outlets, settings, new BuyerSource(customers, shipping));
  const transmit = new TransmitDocument(ledger, sources, clock);
  const advance = new AdvanceDocument(
    documents,
    new SendDocument(ledger, provider, sources, transmit, clock),
    new FollowDocument(provider, transmit),
    new CancelDocument(ledger, provider, settings, clock),
    new KeepFiles(ledger, provider, files, clock),
  );
  const drafts = new DocumentDrafts(provider, settings, outlets, clock);
  const open = new OpenDocument(ledger, drafts, ordering, documents, clock);
  const withdraw = new WithdrawDocument(documents, ledger, drafts, ordering, clock);

  const world = {
    clock,
    documents,
    files,
    settings,
    jobs,
    audit,
    authority,
    provider,
    outlet,
    orders,
    taxation,
    destinations,
    ledger,
    ordering,
    outlets,
    unit,
    open,
    withdraw,
    hold: new HoldDocuments(documents, ledger, drafts, ordering, clock),
    retry: new RetryOrderFiscal(documents, ledger, open, ordering, provider, audit, unit, clock),

    /** A paid order, complete for its document. */
    sell: (more: Partial<SoldOrder> = {}): SoldOrder => {
      const order = aSale(undefined, { outletId: newId(), ...more });
      orders.set(order.id, order);
      payments.set(order.id, [aPayment(order.totalAmount)]);
      order.lines.forEach(({ productId }) => taxation.set(productId, { ncm: '09012100', cfop: '5102' }));
      return order;
    },

    /** It is settled again, and paid for. */
    settle: (order: SoldOrder): void => {
      orders.set(order.id, order);
      payments.set(order.id, [aPayment(order.totalAmount)]);
    },

    document: async ({ outletId, id }: SoldOrder): Promise<FiscalDocument> => {
      const document = await documents.ofOrder(outletId, id);
      if (!document) throw new Error('There is no document');
      return document;
    },

    /** Runs what is due, and moves the clock to what comes next, until nothing waits or so many steps were done. */
    run: async (steps = 200): Promise<void> => {
      for (let left = steps; left > 0 && jobs.waiting.length > 0; left--) {
        jobs.waiting.sort((a, b) => Number(a.runAt ?? 0) - Number(b.runAt ?? 0));
        const job = jobs.waiting.shift();
        if (!job) return;
        if (job.runAt && job.runAt > clock.now()) clock.set(job.runAt);
        const { document_id: documentId, outlet_id: outletId, step } = job.payload as unknown as StepPayload;
        await advance.execute({ documentId, outletId, step });
      }
    },
  };
  return world;
}
