import { describe, expect, it } from '@jest/globals';

import { samplesAt } from '../bench/history-samples.js';
import { listOperations, questionsOf } from '../bench/list-questions.js';

const ID = '01a229fa-82ce-804a-9df5-5effc0b3c7f9';
const samples = samplesAt({
  outlet: ID,
  product: ID,
  category: ID,
  customer: ID,
  cashier: ID,
  table: ID,
  sitting: ID,
  shift: ID,
  order: ID,
  number: 'R1',
  payment: ID,
  webhook: 'e1',
  seq: 1,
});
const list = (id: string) => {
  const found = listOperations().find((operation) => operation.id === id);
  if (!found) throw new Error(`openapi.json has no list ${id}`);
  return found;
};

describe('the bench of the history', () => {
  it('asks every list of openapi.json, by each of its filters: it has a value for each', () => {
    const lists = listOperations();
    const unasked = lists.flatMap((operation) => {
      const asked = questionsOf(operation, samples).join('\n');
      return operation.filters
        .filter(({ name }) => !new RegExp(`[?&]${name}=`).test(asked))
        .map(({ name }) => `${operation.id}: ${name}`);
    });

    expect(unasked).toEqual([]);
    expect(lists.length).toBeGreaterThan(25);
  });

  it('asks by every value that the contract knows', () => {
    const asked = questionsOf(list('listOrders'), samples);

    expect(asked).toEqual(
      expect.arrayContaining([
        '/orders?',
        '/orders?offset=10000',
        ...['HELD', 'NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'].map(
          (status) => `/orders?status=${status}`,
        ),
        ...['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'].map((type) => `/orders?type=${type}`),
        `/orders?table_id=${ID}`,
      ]),
    );
    expect(questionsOf(list('listShipments'), samples)).toEqual(
      expect.arrayContaining(['/shipments?attention=true', '/shipments?attention=false', '/shipments?state=RETURNED']),
    );
  });

  it('asks as every role that may ask', () => {
    expect(list('listOrders').roles).toEqual([
      'ADMIN',
      'SUPERVISOR',
      'KASIR',
      'WAITER',
      'KITCHEN',
      'CUSTOMER',
      'GUEST',
    ]);
    expect(list('listShifts').roles).toEqual(['ADMIN', 'SUPERVISOR', 'KASIR']);
    expect(list('listAuditLog').roles).toEqual(['ADMIN']);
  });

  it('fails for a filter that it has no value for', () => {
    const more = { ...list('listTables'), filters: [{ name: 'colour', isRequired: false }] };

    expect(() => questionsOf(more, samples)).toThrow('listTables: no sample of colour');
  });
});
