import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, notFound, type UserActor } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

import { CNPJ } from '../../testing/a-sale.js';
import { fiscalWorld } from '../../testing/fiscal-world.js';
import { DEFAULT_SETTINGS } from '../model/fiscal-settings.js';
import { OutletFiscalSettings } from '../services/outlet-fiscal-settings.js';
import { ReplaceFiscalSettings } from './replace-fiscal-settings.js';

const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
const outletId = newId();

describe('how an outlet issues its documents', () => {
  let world: ReturnType<typeof fiscalWorld>;
  let replace: ReplaceFiscalSettings;

  beforeEach(() => {
    world = fiscalWorld();
    replace = replacing(world.outlets);
  });
  const replacing = (outlets: OutletsApi) => {
    const { settings, audit, unit } = world;
    return new ReplaceFiscalSettings(settings, new OutletFiscalSettings(settings, outlets), audit, unit);
  };
  const saved = { ...DEFAULT_SETTINGS, cnpj: CNPJ, nfeSeries: 5 };

  it('is replaced whole, and the audit log names what changed', async () => {
    expect(await replace.execute({ actor, outletId, settings: saved, version: 0 })).toEqual({
      ...saved,
      outletId,
      version: 1,
    });
    expect(await replace.execute({ actor, outletId, settings: DEFAULT_SETTINGS })).toMatchObject({
      cnpj: null,
      version: 2,
    });

    const entry = { outletId, action: 'fiscal.settings-changed', subjectType: 'outlet', subjectId: outletId };
    expect(world.audit.entries).toMatchObject([
      { ...entry, actor: { id: actor.id }, details: { fields: ['cnpj', 'nfeSeries'] } },
      { ...entry, details: { fields: ['cnpj', 'nfeSeries'] } },
    ]);
  });

  it('is not replaced by whoever saw another version, and not twice at once', async () => {
    await replace.execute({ actor, outletId, settings: saved });
    const late = replace.execute({ actor, outletId, settings: saved, version: 0 });
    await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { version: 1 } });

    world.settings.save = async () => false;
    const overtaken = replace.execute({ actor, outletId, settings: saved, version: 1 });
    await expect(overtaken).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(world.audit.entries).toHaveLength(1);
  });

  it('is not known of an outlet that is not', async () => {
    const get = () => Promise.reject(notFound('outlet', 'OUTLET_NOT_FOUND'));
    const nowhere = replacing({ get } as unknown as OutletsApi).execute({ actor, outletId, settings: saved });
    await expect(nowhere).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });
});
