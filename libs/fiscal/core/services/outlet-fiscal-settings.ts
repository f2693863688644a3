import { Injectable } from '@nestjs/common';

import { OutletsApi } from '#libs/outlets';

import { FiscalSettingsRepository } from '../fiscal.ports.js';
import type { SavedFiscalSettings } from '../model/fiscal-settings.js';

/** How an outlet issues its documents: as it was saved, or by default. */
@Injectable()
export class OutletFiscalSettings {
  constructor(
    private readonly settings: FiscalSettingsRepository,
    private readonly outlets: OutletsApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`. */
  async of(outletId: string): Promise<SavedFiscalSettings> {
    await this.outlets.get(outletId);
    return this.settings.get(outletId);
  }
}
