import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { FiscalSettingsRepository } from '../core/fiscal.ports.js';
import { DEFAULT_SETTINGS } from '../core/model/fiscal-settings.js';
import { CNPJ } from './a-sale.js';

/** What every FiscalSettingsRepository does; run on the fake and on PostgreSQL. */
export function fiscalSettingsContract(open: () => FiscalSettingsRepository): void {
  it('are changed from the version before alone, and are the defaults till then', async () => {
    const settings = open();
    const outletId = newId();
    expect(await settings.get(outletId)).toEqual({ ...DEFAULT_SETTINGS, outletId, version: 0 });
    const first = { ...DEFAULT_SETTINGS, cnpj: CNPJ, regime: 'SIMPLES', outletId, version: 1 } as const;

    expect(await settings.save(first)).toBe(true);
    expect(await settings.save(first)).toBe(false);
    expect(await settings.save({ ...first, nfeSeries: 5, version: 2 })).toBe(true);
    expect(await settings.get(outletId)).toEqual({ ...first, nfeSeries: 5, version: 2 });
  });
}
