import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, AuditLog, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import type { FiscalSettings, SavedFiscalSettings } from '../model/fiscal-settings.js';
import { FiscalSettingsRepository } from '../fiscal.ports.js';
import { OutletFiscalSettings } from '../services/outlet-fiscal-settings.js';

export interface ReplaceFiscalSettingsInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly settings: FiscalSettings;
  /** The one that was edited. */
  readonly version?: number;
}

/** Says how an outlet issues its documents. Documents that were sent already keep what they were sent with. */
@Injectable()
export class ReplaceFiscalSettings {
  constructor(
    private readonly repository: FiscalSettingsRepository,
    private readonly current: OutletFiscalSettings,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, outletId, settings, version }: ReplaceFiscalSettingsInput): Promise<SavedFiscalSettings> {
    const known = await this.current.of(outletId);
    assertVersion(version, known.version);
    const saved = { ...settings, outletId, version: known.version + 1 };
    const fields = (Object.keys(settings) as (keyof FiscalSettings)[]).filter((name) => settings[name] !== known[name]);
    await this.unitOfWork.run(async () => {
      if (!(await this.repository.save(saved))) throw versionConflict(saved.version);
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
