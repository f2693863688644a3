import { setTimeout as delay } from 'node:timers/promises';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { AuthorityState, DocumentRef } from '../core/model/authority-state.js';
import type { FiscalAuthority } from '../core/fiscal.ports.js';
import type { Invoice } from '../core/model/invoice.js';
import { aSale, aSoldLine, anInvoice, CPF } from './a-sale.js';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 50;

export interface AuthorityUnderTest {
  readonly authority: FiscalAuthority;
  /** The same with a key that nobody was given; null where there are no keys. */
  readonly stranger: FiscalAuthority | null;
}

const counter = () => aSale([aSoldLine({ quantity: 2 })]);
const online = () =>
  aSale([aSoldLine({ unitPrice: 4990, discount: 490 })], { type: 'ONLINE', customerId: newId(), shippingTotal: 1808 });

/** `marked` stands in the reference: providers' test environments reject REJ and deny DEN. */
function invoiceFor(sale: ReturnType<typeof aSale>, marked = ''): Invoice {
  const invoice = anInvoice(sale);
  return { ...invoice, reference: `${invoice.reference}${marked}`, issuedAt: nowInSaoPaulo(), number: nextNumber() };
}

let lastNumber = Math.floor(Date.now() / 1000) % 100_000_000;
const nextNumber = () => ++lastNumber;
const nowInSaoPaulo = () => `${new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 19)}-03:00`;

const refOf = ({ reference, model, issuer }: Invoice): DocumentRef => ({
  reference,
  model,
  companyId: issuer.companyId,
});

/** What every authority does, the one in memory and those over HTTP: run it against a provider's test environment or a simulation of it. */
export function fiscalAuthorityContract(name: string, setUp: () => Promise<AuthorityUnderTest>): void {
  describe(name, () => {
    let authority: FiscalAuthority;
    let stranger: FiscalAuthority | null;

    beforeAll(async () => {
      ({ authority, stranger } = await setUp());
    });

    async function settled(ref: DocumentRef, isSettled = (state: AuthorityState) => state.status !== 'PROCESSING') {
      for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(PAUSE_MS)) {
        const outcome = await authority.fetch(ref);
        if (outcome.kind !== 'state') throw new Error(JSON.stringify(outcome));
        if (isSettled(outcome.state)) return outcome.state;
      }
      throw new Error('It is still not settled');
    }

    async function authorised(invoice: Invoice): Promise<AuthorityState> {
      const outcome = await authority.issue(invoice);
      expect(outcome).toMatchObject({ kind: 'state' });
      return settled(refOf(invoice));
    }

    it.each([
      ['a NF-e', online],
      ['a NFC-e', counter],
    ])('authorises %s and tells its number, series and key', async (_, sale) => {
      const invoice = invoiceFor(sale());

      const state = await authorised(invoice);

      expect(state).toMatchObject({ status: 'AUTHORIZED', accessKey: expect.stringMatching(/^[0-9A-Z]{44}$/) });
      expect(state.series).toEqual(expect.any(Number));
      if (authority.takesOurNumbers) expect(state).toMatchObject({ number: invoice.number, series: invoice.series });
      else expect(state.number).toEqual(expect.any(Number));
    });

    it('makes one document of what is sent twice', async () => {
      const invoice = invoiceFor(counter());
      const first = await authorised(invoice);

      const again = await authority.issue(invoice);

      expect(['exists', 'state']).toContain(again.kind);
      expect(await settled(refOf(invoice))).toMatchObject({ number: first.number, accessKey: first.accessKey });
    });

    it('knows nothing of what was never sent', async () => {
      expect(await authority.fetch(refOf(invoiceFor(online())))).toEqual({ kind: 'absent' });
    });

    it('says why it rejects, and takes the same reference again', async () => {
      const invoice = invoiceFor(online(), 'REJ');
      const rejected = await authorised(invoice);
      expect(rejected).toMatchObject({ status: 'REJECTED', code: expect.any(String) });
      expect(rejected.reason).toEqual(expect.any(String));
      expect(JSON.stringify(rejected)).not.toContain(CPF);

      expect((await authority.issue(invoice)).kind).toBe('state');
    });

    it('denies for good', async () => {
      expect(await authorised(invoiceFor(online(), 'DEN'))).toMatchObject({ status: 'DENIED' });
    });

    it('cancels what is authorised, and again without harm', async () => {
      const invoice = invoiceFor(counter());
      await authorised(invoice);
      const ref = refOf(invoice);

      expect((await authority.cancel(ref)).kind).toBe('state');
      await settled(ref, ({ status }) => status === 'CANCELLED');
      const again = await authority.cancel(ref);

      expect(['state', 'refused']).toContain(again.kind);
      expect(await settled(ref)).toMatchObject({ status: 'CANCELLED' });
    });

    it('refuses to cancel what it does not have', async () => {
      expect(await authority.cancel(refOf(invoiceFor(counter())))).toMatchObject({ kind: 'refused' });
    });

    it('gives the XML and what people print of it', async () => {
      const invoice = invoiceFor(online());
      const { links } = await authorised(invoice);

      const [xml, danfe] = [
        await authority.download(refOf(invoice), 'XML', links),
        await authority.download(refOf(invoice), 'DANFE', links),
      ];

      expect(xml).toMatchObject({ kind: 'file', file: { kind: 'XML', mediaType: 'application/xml' } });
      expect(danfe).toMatchObject({ kind: 'file', file: { kind: 'DANFE' } });
    });

    it('refuses a key that nobody was given, and says so', async () => {
      if (!stranger) return;
      expect(await stranger.issue(invoiceFor(counter()))).toMatchObject({
        kind: 'refused',
        reason: expect.any(String),
      });
    });
  });
}
