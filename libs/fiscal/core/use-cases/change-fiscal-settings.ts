import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { FiscalSettings, SavedFiscalSettings } from '../fiscal-settings.js';
import { FiscalSettingsStore } from '../fiscal.ports.js';

export interface ChangeFiscalSettingsInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly settings: FiscalSettings;
  /** The one that was edited. */
  readonly version?: number;
}

/** Says how an outlet issues its documents. Documents that were sent already keep what they were sent with. */
@Injectable()
export class ChangeFiscalSettings {
  constructor(
    private readonly store: FiscalSettingsStore,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404). */
  async current(outletId: string): Promise<SavedFiscalSettings> {
    await this.outlets.get(outletId);
    return this.store.get(outletId);
  }

  /** Throws `OUTLET_NOT_FOUND` (404), `VERSION_CONFLICT` (409). */
  async execute({ actor, outletId, settings, version }: ChangeFiscalSettingsInput): Promise<SavedFiscalSettings> {
    const known = await this.current(outletId);
    if (version !== undefined && version !== known.version) throw versionConflict(known.version);
    const saved = { ...settings, outletId, version: known.version + 1 };
    const fields = (Object.keys(settings) as (keyof FiscalSettings)[]).filter((name) => settings[name] !== known[name]);
    await this.unitOfWork.run(async () => {
      if (!(await this.store.save(saved))) throw versionConflict(saved.version);
      const subject = { subjectType: 'outlet', subjectId: outletId };
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'fiscal.settings-changed',
        ...subject,
        details: { fields },
      });
    });
    return saved;
  }
}
