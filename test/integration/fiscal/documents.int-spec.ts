import { beforeAll, describe, expect, it } from '@jest/globals';

import { JobQueue, newId, SystemClock } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { FiscalDesk } from '../../../libs/fiscal/core/fiscal-desk.js';
import type { FiscalDocument } from '../../../libs/fiscal/core/fiscal-document.js';
import { moved } from '../../../libs/fiscal/core/fiscal-moves.js';
import { DEFAULT_SETTINGS } from '../../../libs/fiscal/core/fiscal-settings.js';
import { aSale, anInvoice, CNPJ, SALE_AT } from '../../../libs/fiscal/testing/a-sale.js';
import { aDocument, fiscalDocumentsContract } from '../../../libs/fiscal/testing/fiscal-documents.contract.js';
import { SqlFiscalDocuments } from '../../../libs/fiscal/typeorm/sql-fiscal-documents.js';
import { SqlFiscalFiles } from '../../../libs/fiscal/typeorm/sql-fiscal-files.js';
import { SqlFiscalNumbers } from '../../../libs/fiscal/typeorm/sql-fiscal-numbers.js';
import { SqlFiscalSettings } from '../../../libs/fiscal/typeorm/sql-fiscal-settings.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

class NoJobs extends JobQueue {
  enqueue = () => Promise.resolve();
}

fiscalDocumentsContract(
  'documents on PostgreSQL',
  async () => new SqlFiscalDocuments(await connect(await createTestDatabase(), [])),
);

describe('fiscal documents on PostgreSQL', () => {
  let store: TestDatabase;
  let databases: Database[];
  let desks: FiscalDesk[];

  beforeAll(async () => {
    store = await createTestDatabase();
    databases = await Promise.all([connect(store, []), connect(store, [])]);
    desks = databases.map(
      (database) =>
        new FiscalDesk(
          new SqlFiscalDocuments(database),
          new SqlFiscalNumbers(database),
          new NoJobs(),
          database,
          new SystemClock(),
        ),
    );
  });

  const desk = (i: number): FiscalDesk => desks[i % desks.length]!;
  const opened = async (): Promise<FiscalDocument> => {
    const document = aDocument();
    await desk(0).open(document);
    return document;
  };
  const invoiceIn = (series: number) => ({ ...anInvoice(aSale()), series });
  const seal = (i: number, document: FiscalDocument, series: number) =>
    desk(i).seal(document, 'focusnfe', invoiceIn(series));
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
    await desk(0).write(one, rejected);

    const again = (await seal(1, rejected.document, 8))!;
    expect(again.given).toEqual({ series: 8, number: 1 });
    await desk(0).write(again, moved(again, { status: 'WITHDRAWN' }, SALE_AT));

    const races = await Promise.all([opened(), opened(), opened()]);
    await Promise.all(races.map((document, i) => seal(i, document, 8)));
    expect(await numbersIn(8)).toEqual([1, 2, 3, 4]);
    expect(await desk(0).documents.find(first.outletId, first.id)).toMatchObject({ number: null, given: null });
  });

  it('go to another series with a number of that series, and leave none behind', async () => {
    const document = await opened();
    const sealed = (await seal(0, document, 9))!;
    const rejected = moved(sealed, { status: 'REJECTED' }, SALE_AT);
    await desk(0).write(sealed, rejected);

    await seal(0, rejected.document, 10);
    await seal(0, await opened(), 9);

    expect([await numbersIn(9), await numbersIn(10)]).toEqual([[1], [1]]);
  });

  it('free the number that the authority did not take', async () => {
    const sealed = (await seal(0, await opened(), 11))!;
    const number = 900_001;
    await desk(0).write(sealed, moved(sealed, { status: 'AUTHORIZED', number, authorizedAt: SALE_AT }, SALE_AT));

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

  it('follow settings that are changed from the version before alone', async () => {
    const settings = new SqlFiscalSettings(databases[0]!);
    const outletId = newId();
    expect(await settings.get(outletId)).toEqual({ ...DEFAULT_SETTINGS, outletId, version: 0 });
    const first = { ...DEFAULT_SETTINGS, cnpj: CNPJ, regime: 'SIMPLES', outletId, version: 1 } as const;

    expect(await settings.save(first)).toBe(true);
    expect(await settings.save(first)).toBe(false);
    expect(await settings.save({ ...first, nfeSeries: 5, version: 2 })).toBe(true);
    expect(await settings.get(outletId)).toEqual({ ...first, nfeSeries: 5, version: 2 });
  });
});
