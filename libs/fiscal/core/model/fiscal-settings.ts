import type { FiscalEnvironment, FiscalModel, TaxRegime } from './invoice.js';

/** Who counts: we, without gaps per series, or the provider by its own register. */
export const NUMBERINGS = ['OURS', 'PROVIDER'] as const;
export type Numbering = (typeof NUMBERINGS)[number];

/** How one outlet issues its documents. What is null falls back to the installation's, or to the provider's own register of the issuer. */
export interface FiscalSettings {
  /** False: this outlet's documents are issued elsewhere. */
  readonly enabled: boolean;
  readonly cnpj: string | null;
  readonly stateRegistration: string | null;
  readonly regime: TaxRegime | null;
  /** Two letters; tells a sale inside the state from one to another. */
  readonly state: string | null;
  /** The issuer's id at eNotas. */
  readonly companyId: string | null;
  readonly numbering: Numbering;
  readonly nfeSeries: number;
  readonly nfceSeries: number;
  /** Of products that name none. */
  readonly defaultCfop: string | null;
  readonly icmsOrigin: string;
  readonly icmsCode: string;
  readonly pisCode: string;
  readonly cofinsCode: string;
  /** How long after its authorisation a document may be cancelled; states differ. */
  readonly nfeCancelHours: number;
  readonly nfceCancelMinutes: number;
}

export interface SavedFiscalSettings extends FiscalSettings {
  readonly outletId: string;
  /** 0 until they are saved for the first time. */
  readonly version: number;
}

/** A small shop under Simples Nacional; the windows are those of most states. */
export const DEFAULT_SETTINGS: FiscalSettings = {
  enabled: true,
  cnpj: null,
  stateRegistration: null,
  regime: null,
  state: null,
  companyId: null,
  numbering: 'OURS',
  nfeSeries: 1,
  nfceSeries: 1,
  defaultCfop: null,
  icmsOrigin: '0',
  icmsCode: '102',
  pisCode: '49',
  cofinsCode: '49',
  nfeCancelHours: 24,
  nfceCancelMinutes: 30,
};

/** What the installation says of its provider, for all outlets. */
export interface FiscalInstallation {
  readonly environment: FiscalEnvironment;
  readonly cnpj: string;
}

export const seriesOf = (settings: FiscalSettings, model: FiscalModel): number =>
  model === 'NFE' ? settings.nfeSeries : settings.nfceSeries;

const MINUTE_MS = 60_000;

export const cancelWindowMs = (settings: FiscalSettings, model: FiscalModel): number =>
  model === 'NFE' ? settings.nfeCancelHours * 60 * MINUTE_MS : settings.nfceCancelMinutes * MINUTE_MS;
