import { beforeAll, describe, expect, it } from '@jest/globals';

import { JobQueue, newId, SystemClock } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { DocumentLedger } from '../../../libs/fiscal/core/services/document-ledger.js';
import type { FiscalDocument } from '../../../libs/fiscal/core/model/fiscal-document.js';
import { moved } from '../../../libs/fiscal/core/model/fiscal-moves.js';
import { aSale, anInvoice, SALE_AT } from '../../../libs/fiscal/testing/a-sale.js';
import { aDocument, fiscalDocumentsContract } from '../../../libs/fiscal/testing/fiscal-documents.contract.js';
import { fiscalSettingsContract } from '../../../libs/fiscal/testing/fiscal-settings.contract.js';
import { SqlFiscalDocumentRepository } from '../../../libs/fiscal/typeorm/sql-fiscal-document.repository.js';
import { SqlFiscalFiles } from '../../../libs/fiscal/typeorm/sql-fiscal-files.js';
import { SqlFiscalNumbers } from '../../../libs/fiscal/typeorm/sql-fiscal-numbers.js';
import { SqlFiscalSettingsRepository } from '../../../libs/fiscal/typeorm/sql-fiscal-settings.repository.js';
import { SqlFiscalQueries } from '../../../libs/fiscal/typeorm/sql-fiscal.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

class NoJobs extends JobQueue {
  enqueue = () => Promise.resolve();
}

fiscalDocumentsContract(
  'documents on PostgreSQL',
  async () => new SqlFiscalDocumentRepository(await connect(await createTestDatabase(), [])),
);

describe('fiscal documents on PostgreSQL', () => {
  let store: TestDatabase;
  let databases: Database[];
  let ledgers: DocumentLedger[];

  beforeAll(async () => {
    store = await createTestDatabase();
    databases = await Promise.all([connect(store, []), connect(store, [])]);
    ledgers = databases.map(
      (database) =>
        new DocumentLedger(
          new SqlFiscalDocumentRepository(database),
          new SqlFiscalNumbers(database),
          new NoJobs(),
          database,
          new SystemClock(),
        ),
    );
  });

  const ledger = (i: number): DocumentLedger => ledgers[i % ledgers.length]!;
  const documents = () => new SqlFiscalDocumentRepository(databases[0]!);
  const opened = async (): Promise<FiscalDocument> => {
    const document = aDocument();
    await ledger(0).open(document);
    return document;
  };
  const invoiceIn = (series: number) => ({ ...anInvoice(aSale()), series });
  const seal = (i: number, document: FiscalDocument, series: number) =>
    ledger(i).seal(document, 'focusnfe', invoiceIn(series));
  const numbersIn = async (series: number): Promise<number[]> => {
    const rows = await store.query<{ n: number }>(
      'SELECT given_number::int AS n FROM fiscal_documents WHERE given_series = $1 ORDER BY 1',
      [series],
    );
    return rows.map(({ n }) => n);
  };

  it('are numbered without gaps or doubles by two processes at once, whatever else they try', async () => {
    const documents = await Promise.all(Array.from({ length: 60 }, opened));

    // Each document is sealed by both processes at the same time: one wins, and the other's number is not lost.
    const sealed = await Promise.all(documents.flatMap((document) => [seal(0, document, 7), seal(1, document, 7)]));

    expect(sealed.filter(Boolean)).toHaveLength(60);
    expect(await numbersIn(7)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  }, 60_000);

  it('keep their number for the next try, and give it to another when they are withdrawn', async () => {
    const [first, second] = [await opened(), await opened()];
    const one = (await seal(0, first, 8))!;
    await seal(0, second, 8);
    const rejected = moved(one, { status: 'REJECTED' }, SALE_AT);
    await ledger(0).write(one, rejected);

    const again = (await seal(1, rejected.document, 8))!;
    expect(again.given).toEqual({ series: 8, number: 1 });
    await ledger(0).write(again, moved(again, { status: 'WITHDRAWN' }, SALE_AT));

    const races = await Promise.all([opened(), opened(), opened()]);
    await Promise.all(races.map((document, i) => seal(i, document, 8)));
    expect(await numbersIn(8)).toEqual([1, 2, 3, 4]);
    expect(await documents().find(first.outletId, first.id)).toMatchObject({ number: null, given: null });
  });

  it('go to another series with a number of that series, and leave none behind', async () => {
    const document = await opened();
    const sealed = (await seal(0, document, 9))!;
    const rejected = moved(sealed, { status: 'REJECTED' }, SALE_AT);
    await ledger(0).write(sealed, rejected);

    await seal(0, rejected.document, 10);
    await seal(0, await opened(), 9);

    expect([await numbersIn(9), await numbersIn(10)]).toEqual([[1], [1]]);
  });

  it('free the number that the authority did not take', async () => {
    const sealed = (await seal(0, await opened(), 11))!;
    const number = 900_001;
    await ledger(0).write(sealed, moved(sealed, { status: 'AUTHORIZED', number, authorizedAt: SALE_AT }, SALE_AT));

    expect((await seal(0, await opened(), 11))?.given).toEqual({ series: 11, number: 1 });
  });

  it('keep a file once, byte for byte, and lose it with the document', async () => {
    const files = new SqlFiscalFiles(databases[0]!);
    const document = await opened();
    const content = Uint8Array.from({ length: 256 }, (_, i) => i);
    await files.keep(document, { kind: 'XML', mediaType: 'application/xml', content }, SALE_AT);
    await files.keep(document, { kind: 'XML', mediaType: 'application/xml', content: new Uint8Array() }, SALE_AT);

    const kept = await files.find(document, 'XML');

    expect([...(kept?.content ?? [])]).toEqual([...content]);
    await store.query('DELETE FROM fiscal_documents WHERE id = $1', [document.id]);
    expect(await files.find(document, 'XML')).toBeNull();
  });

  it('are listed by state, newest first', async () => {
    const outletId = newId();
    for (const status of ['FAILED', 'AUTHORIZED', 'FAILED'] as const) {
      await documents().insert(aDocument({ status }, aSale(undefined, { outletId })));
    }

    const queries = new SqlFiscalQueries(databases[0]!);
    const page = await queries.page({ outletId, status: 'FAILED' }, { limit: 1, offset: 0 });

    expect(page).toMatchObject({ total: 2, data: [{ status: 'FAILED' }] });
  });

  describe('follow settings that', () => {
    fiscalSettingsContract(() => new SqlFiscalSettingsRepository(databases[0]!));
  });
});
