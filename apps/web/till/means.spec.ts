import { expect, it } from '@jest/globals';

import { bodyOf, type Means, type Slip } from './means.js';
import type { Tender } from './tenders.js';

const terminal = { id: 'bca', method: 'card_terminal' } as Tender;
const slip: Slip = { tender: terminal, reference: ' NSU-1 ', last4: '4242', cardType: 'DEBIT' };
const none = { tip: 0, isSure: false };

it.each<[string, Parameters<typeof bodyOf>[0], object]>([
  ['cash', { kind: 'cash', tendered: 50_000, ...none }, { method: 'cash', tendered: 50_000 }],
  ['no cash, where nothing is due', { kind: 'cash', tendered: 0, ...none }, { method: 'cash', tendered: 0 }],
  ['exact cash', { kind: 'cash', ...none }, { method: 'cash' }],
  [
    'cash that is meant, with a tip',
    { kind: 'cash', tendered: 900_000, tip: 5_000, isSure: true },
    { method: 'cash', tendered: 900_000, tendered_confirmed: true, tip: 5_000, tip_confirmed: true },
  ],
  [
    'a card',
    { kind: 'tender', ...slip, ...none },
    { method: 'card_terminal', tender_id: 'bca', reference: 'NSU-1', last4: '4242', card_type: 'DEBIT' },
  ],
  [
    'a card of which nothing is said, with a tip',
    { kind: 'tender', tender: terminal, reference: ' ', last4: '', cardType: null, tip: 5_000, isSure: false },
    { method: 'card_terminal', tender_id: 'bca', tip: 5_000 },
  ],
])('%s is named in a request as it was taken', (_, means, body) => {
  expect(bodyOf(means as Means)).toEqual(body);
});
