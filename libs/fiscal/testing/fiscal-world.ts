import { FixedClock, newId } from '#libs/kernel';
import { OrderingApi, type SoldOrder } from '#libs/ordering';
import { type OutletSettings, OutletsApi } from '#libs/outlets';
import { PaymentsApi, type PaymentView } from '#libs/payments';
import type { ShippingAddress, ShippingApi } from '#libs/shipping';

import { KeptAuditLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { BuyerSource } from '../core/buyer-source.js';
import { FiscalProvider } from '../core/fiscal-authority.js';
import { FiscalDesk } from '../core/fiscal-desk.js';
import type { FiscalDocument } from '../core/fiscal-document.js';
import { InvoiceSources } from '../core/invoice-sources.js';
import { AdvanceDocument } from '../core/use-cases/advance-document.js';
import { CancelDocument } from '../core/use-cases/cancel-document.js';
import { FollowDocument } from '../core/use-cases/follow-document.js';
import { KeepFiles } from '../core/use-cases/keep-files.js';
import { OpenDocument } from '../core/use-cases/open-document.js';
import { RetryDocument } from '../core/use-cases/retry-document.js';
import { SendDocument } from '../core/use-cases/send-document.js';
import { TransmitDocument } from '../core/use-cases/transmit-document.js';
import { WithdrawDocument } from '../core/use-cases/withdraw-document.js';
import { ANA, aPayment, aSale, CNPJ, HER_ADDRESS, SALE_AT } from './a-sale.js';
import { FakeAuthority } from './fake-authority.js';
import {
  InMemoryFiscalDocuments,
  InMemoryFiscalFiles,
  InMemoryFiscalNumbers,
  InMemoryFiscalSettings,
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
  const documents = new InMemoryFiscalDocuments();
  const numbers = new InMemoryFiscalNumbers();
  const files = new InMemoryFiscalFiles();
  const settings = new InMemoryFiscalSettings();
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
  const catalog = { sellable: notAsked, soldAt: notAsked, beginTracking: notAsked, taxation: async () => taxation };
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

  const desk = new FiscalDesk(documents, numbers, jobs, unit, clock);
  const sources = new InvoiceSources(ordering, paid, catalog, outlets, settings, new BuyerSource(customers, shipping));
  const transmit = new TransmitDocument(desk, sources);
  const advance = new AdvanceDocument(
    desk,
    new SendDocument(desk, provider, sources, transmit),
    new FollowDocument(provider, transmit),
    new CancelDocument(desk, provider, settings),
    new KeepFiles(desk, provider, files),
  );
  const open = new OpenDocument(desk, provider, settings, ordering, outlets, clock);
  const withdraw = new WithdrawDocument(desk, open, ordering);

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
    desk,
    open,
    withdraw,
    retry: new RetryDocument(desk, open, ordering, provider, audit, unit),

    /** A paid order, complete for its document. */
    sell: (more: Partial<SoldOrder> = {}): SoldOrder => {
      const order = aSale(undefined, { outletId: newId(), ...more });
      orders.set(order.id, order);
      payments.set(order.id, [aPayment(order.totalAmount)]);
      order.lines.forEach(({ productId }) => taxation.set(productId, { ncm: '09012100', cfop: '5102' }));
      return order;
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
