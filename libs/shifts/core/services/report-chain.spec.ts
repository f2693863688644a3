import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { aClosing, aShift, EVENING, noFigures } from '../../testing/a-shift.js';
import { faultAfter, link } from './report-chain.js';
import { composeReport } from '../model/shift-report.js';
import { type ChainEnd, Digest, type KeptReport } from '../shifts.ports.js';

class Sha256 extends Digest {
  of = (text: string): string => createHash('sha256').update(text).digest('hex');
}
const digest = new Sha256();
const START: ChainEnd = { number: 0, hash: null };

const aReport = () =>
  composeReport({
    shift: { ...aShift().state, status: 'CLOSED', endCash: 200_000 },
    figures: noFigures(),
    names: new Map(),
    closing: aClosing(),
    madeAt: EVENING,
  });

describe('the chain of Z reports', () => {
  const first = link(aReport(), START, digest);
  const second = link(aReport(), first, digest);

  it('numbers from 1, and ties each report to the hash before it', () => {
    expect([first.number, first.previousHash]).toEqual([1, null]);
    expect([second.number, second.body.number, second.body.previous_hash]).toEqual([2, 2, first.hash]);
    expect(faultAfter(START, first, digest)).toBeNull();
    expect(faultAfter(first, second, digest)).toBeNull();
  });

  it('notices a report that is missing', () => {
    expect(faultAfter(START, second, digest)).toEqual({ number: 1, code: 'NUMBER_MISSING' });
    expect(faultAfter(first, undefined, digest)).toEqual({ number: 2, code: 'NUMBER_MISSING' });
  });

  it('notices one rupiah changed', () => {
    const edited: KeptReport = { ...second, body: { ...second.body, counted_cash: 200_001 } };
    expect(faultAfter(first, edited, digest)).toEqual({ number: 2, code: 'BODY_CHANGED' });
  });

  it('notices a report that was changed and sealed again, by the one after it', () => {
    const forged = link({ ...first.body, counted_cash: 1 }, START, digest);
    expect(faultAfter(START, forged, digest)).toBeNull();
    expect(faultAfter(forged, second, digest)).toEqual({ number: 2, code: 'LINK_BROKEN' });
  });

  it('notices a report that was given to another shift', () => {
    expect(faultAfter(first, { ...second, shiftId: first.shiftId }, digest)).toEqual({
      number: 2,
      code: 'LINK_BROKEN',
    });
  });
});
