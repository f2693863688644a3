import { Injectable } from '@nestjs/common';

import { columnsOf, Database } from '#libs/platform';

import { DEFAULT_SETTINGS, type SavedFiscalSettings } from '../core/model/fiscal-settings.js';
import { FiscalSettingsRepository } from '../core/fiscal.ports.js';
import { type FiscalSettingsRow, FiscalSettingsSchema } from './fiscal.schema.js';

const COLUMNS = columnsOf(FiscalSettingsSchema).of();

@Injectable()
export class SqlFiscalSettingsRepository extends FiscalSettingsRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async get(outletId: string): Promise<SavedFiscalSettings> {
    const [row] = await this.database.query<FiscalSettingsRow & Record<string, unknown>>({
      name: 'fiscal.settings',
      text: `SELECT ${COLUMNS} FROM fiscal_settings WHERE outlet_id = $1`,
      values: [outletId],
    });
    return row ? toSettings(row) : { ...DEFAULT_SETTINGS, outletId, version: 0 };
  }

  async save(settings: SavedFiscalSettings): Promise<boolean> {
    const row = toRow(settings);
    const names = Object.keys(row) as (keyof FiscalSettingsRow)[];
    const changed = names.filter((name) => name !== 'outlet_id').map((name) => `${name} = excluded.${name}`);
    const saved = await this.database.execute({
      name: 'fiscal.save-settings',
      text: `INSERT INTO fiscal_settings (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})
             ON CONFLICT (outlet_id) DO UPDATE SET ${changed.join(', ')}
             WHERE fiscal_settings.version = excluded.version - 1`,
      values: names.map((name) => row[name]),
    });
    return saved === 1;
  }
}

const toRow = (settings: SavedFiscalSettings): FiscalSettingsRow => ({
  outlet_id: settings.outletId,
  enabled: settings.enabled,
  cnpj: settings.cnpj,
  state_registration: settings.stateRegistration,
  regime: settings.regime,
  state: settings.state,
  company_id: settings.companyId,
  numbering: settings.numbering,
  nfe_series: settings.nfeSeries,
  nfce_series: settings.nfceSeries,
  default_cfop: settings.defaultCfop,
  icms_origin: settings.icmsOrigin,
  icms_code: settings.icmsCode,
  pis_code: settings.pisCode,
  cofins_code: settings.cofinsCode,
  nfe_cancel_hours: settings.nfeCancelHours,
  nfce_cancel_minutes: settings.nfceCancelMinutes,
  version: settings.version,
});

const toSettings = (row: FiscalSettingsRow): SavedFiscalSettings => ({
  outletId: row.outlet_id,
  enabled: row.enabled,
  cnpj: row.cnpj,
  stateRegistration: row.state_registration,
  regime: row.regime,
  state: row.state,
  companyId: row.company_id,
  numbering: row.numbering,
  nfeSeries: row.nfe_series,
  nfceSeries: row.nfce_series,
  defaultCfop: row.default_cfop,
  icmsOrigin: row.icms_origin,
  icmsCode: row.icms_code,
  pisCode: row.pis_code,
  cofinsCode: row.cofins_code,
  nfeCancelHours: row.nfe_cancel_hours,
  nfceCancelMinutes: row.nfce_cancel_minutes,
  version: row.version,
});
