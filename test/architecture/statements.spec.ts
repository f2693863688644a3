import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { TABLES } from '../../apps/console/src/distribution/tables.js';
import { type Statement, statementsOf } from './statements.js';

const ROOT = join(import.meta.dirname, '..', '..');
const files = readdirSync(join(ROOT, 'libs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/spec\.ts$|\/testing\//.test(file))
  .map((file) => join(ROOT, 'libs', file));

const placed = (place: string): string[] => Object.keys(TABLES).filter((name) => TABLES[name]?.place === place);

/** Views of the migrations by the tables that they read. */
const views = readdirSync(join(ROOT, 'migrations'))
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(ROOT, 'migrations', file), 'utf8').matchAll(/CREATE (?:OR REPLACE )?VIEW (\w+) AS([^;]*);/g),
  ])
  .map(([, name = '', text = '']) => ({ name, text }));
const withViews = (tables: readonly string[]): string[] => [
  ...tables,
  ...views
    .filter(({ text }) => tables.some((table) => new RegExp(`\\b(?:FROM|JOIN)\\s+${table}\\b`).test(text)))
    .map(({ name }) => name),
];

const OF_OUTLETS = withViews(placed('BY_OUTLET'));
const ELSEWHERE = [...OF_OUTLETS, ...withViews(placed('REFERENCE')), ...placed('LOCAL')];
const ofOutlets = files.flatMap((file) => statementsOf(file, OF_OUTLETS));

/** Statements that look at every database, and why they may. None of them locks a row: Citus locks in one database alone. */
const FAN_OUT: Readonly<Record<string, string>> = {
  'kitchen.outlets-of-customer': 'a customer who leaves ordered at any outlet',
  'orders.outlets-of-customer': 'a customer who leaves ordered at any outlet',
  'shifts.open-of': 'a member of staff who changes outlets has a drawer at any of them',
  'stock.outlets-of-a-product': 'a product that changes is looked at wherever it is in stock',
  'shipping.find-by-number': 'a carrier knows a parcel by its number',
  'shipping.due': 'the sweeper looks for parcels of all outlets; it takes them outlet by outlet',
  ofCustomer: 'a customer asks for what is kept of them',
  anonymise: 'a customer leaves',
  anonymiseOverdue: 'the sweeper clears all outlets',
  forgetBuyer: 'a customer leaves',
  productsOfAll: 'a report over all outlets reads what all of them sold',
};

/** Conditions that are handed over by a method's callers. */
const HANDED_OVER = ['payments.${name}', 'refunds.${name}', 'update', 'one'];
const HANDED_FAN_OUT: Readonly<Record<string, string>> = {
  'find-anywhere': 'an ADMIN sees all outlets',
  locate: 'a gateway tells of a payment by its id alone',
  'locate-by-reference': 'a gateway tells of a payment by its own reference',
  'fiscal.by-reference': 'the authority’s provider tells of a document by its reference',
};

/** The log is written by outlet, and followed over all of them in its own order. */
const LOG = ['events', 'numbered_events'];
const isOfTheLog = ({ tables }: Statement): boolean => tables.every((table) => LOG.includes(table));

const NAMES_OUTLET = /outlet_id\s*=|\boutlet_id\b[^()]*\)\s*IN\b|inScope\(|inOrderScope\(|USING \(outlet_id/;
const WRITES_WHOLE_ROWS = /INSERT INTO \w+(?: AS \w+)?\s*\([^)]*(?:\boutlet_id\b|\$\{)/;
const namesOutlet = ({ text }: Statement): boolean => NAMES_OUTLET.test(text) || WRITES_WHOLE_ROWS.test(text);

describe('statements on rows of outlets', () => {
  it('are found', () => {
    expect(ofOutlets.length).toBeGreaterThan(100);
    expect(ofOutlets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['SAVE', 'shifts.current.${scopeName(theirs)}', 'shipping.send', 'COUNT_SALES']),
    );
    expect(OF_OUTLETS).toEqual(
      expect.arrayContaining(['orders', 'ordering_sales', 'shipping_parcels', 'inventory_low_stock']),
    );
  });

  it('name the outlet, or are known to look at all of them', () => {
    const silent = ofOutlets.filter((statement) => !namesOutlet(statement) && !isOfTheLog(statement));
    const known = [...Object.keys(FAN_OUT), ...HANDED_OVER];

    expect(silent.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(FAN_OUT).filter((name) => !silent.some((statement) => statement.name === name))).toEqual([]);
  });

  it('name it in the conditions that are handed over, too', () => {
    const texts = files
      .filter((file) => /sql-(?:payment|refund|fiscal-document)\.repository/.test(file))
      .map((file) => readFileSync(file, 'utf8'));
    const handed = texts.flatMap((text) => [
      ...text.matchAll(/this\.(?:one|rows|update)\(\s*'([\w.-]+)',\s*(?:'([^']*)'|`([^`]*)`|(\w+))/g),
    ]);
    const silent = handed
      .filter(([, , plain, template, constant]) => {
        const declared = texts.join('\n').match(new RegExp(`const ${constant ?? ' '} = [\`']([^\`']*)`))?.[1];
        return !/outlet_id =/.test(plain ?? template ?? declared ?? '');
      })
      .map(([, name = '']) => name);

    expect(handed.length).toBeGreaterThan(10);
    expect(silent.sort()).toEqual(Object.keys(HANDED_FAN_OUT).sort());
  });

  it('lock rows of one outlet alone', () => {
    const locking = ofOutlets.filter(({ text }) => /\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b/.test(text));

    expect(locking.length).toBeGreaterThan(4);
    expect(locking.filter((statement) => !namesOutlet(statement)).map(({ name }) => name)).toEqual([]);
  });

  it('read and write nothing beside them that stays where the application connects to', () => {
    const local = placed('LOCAL');
    const mixed = files
      .flatMap((file) => statementsOf(file, ELSEWHERE))
      .filter(({ tables }) => tables.some((table) => OF_OUTLETS.includes(table)))
      .filter(({ tables }) => tables.some((table) => local.includes(table)));

    // Where the log ends, who was told how much of it: tried on Citus 13, which takes these.
    expect(
      mixed.filter(({ tables }) => tables.some((table) => !LOG.includes(table) && !/^event_/.test(table))),
    ).toEqual([]);
  });

  it('write nothing else that every database has: a coupon’s book, a product', () => {
    const reference = placed('REFERENCE').join('|');
    const writing = new RegExp(`\\b(?:INSERT INTO|UPDATE|DELETE FROM)\\s+(?:ONLY\\s+)?(?:${reference})\\b`);

    expect(ofOutlets.filter(({ text }) => writing.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('settle conflicts on keys that have the outlet in them', () => {
    const targets = ofOutlets.flatMap(({ name, text }) =>
      [...text.matchAll(/ON CONFLICT \(([^)]*)\)/g)].map(([, columns = '']) => ({ name, columns })),
    );

    expect(targets.length).toBeGreaterThan(8);
    expect(targets.filter(({ columns }) => !/\boutlet_id\b|^\$\{key/.test(columns))).toEqual([]);
  });
});

describe('the reader of statements', () => {
  const read = (name: string) =>
    statementsOf(join(import.meta.dirname, 'testing', 'statements-to-read.ts'), ['orders']).find(
      (one) => one.name === name,
    );

  it.each([
    ['plain', false],
    ['named.by-outlet', true],
    ['throughAConstant', true],
    ['throughAFunction', true],
    ['listOfColumns', false],
    ['nested', true],
  ])('sees of %s whether it names the outlet: %s', (name, expected) => {
    const statement = read(name);

    expect(statement?.tables).toEqual(['orders']);
    expect(statement && namesOutlet(statement)).toBe(expected);
  });
});
