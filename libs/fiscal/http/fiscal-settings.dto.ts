import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

import { brazilianState } from '#libs/kernel';
import { checkedCnpj, Code, IfGiven, IsCnpjText, TextLength, Trimmed } from '#libs/platform';

import {
  DEFAULT_SETTINGS,
  type FiscalSettings,
  NUMBERINGS,
  type Numbering,
  type SavedFiscalSettings,
} from '../core/model/fiscal-settings.js';
import { TAX_REGIMES, type TaxRegime } from '../core/model/invoice.js';

const CODE = /^\d{2,3}$/;

/** Every setting; what is left out goes back to its default. */
export class FiscalSettingsRequest {
  /** False: this outlet's documents are issued elsewhere. True when left out. */
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;

  /** Of the establishment that sells here; the installation's `NFE_CNPJ` when null. */
  @IsOptional()
  @IsCnpjText()
  @ApiProperty({ type: String, nullable: true, required: false, example: '11222333000181' })
  cnpj?: string | null;

  /** Inscrição estadual; the provider's register of the issuer when null. */
  @IsOptional()
  @Code()
  @Matches(/^\d{2,14}$/, { message: 'state_registration must be 2 to 14 digits' })
  @ApiProperty({ type: String, nullable: true, required: false, example: '111222333444' })
  state_registration?: string | null;

  /** The provider's register of the issuer when null. */
  @IsOptional()
  @IsIn(TAX_REGIMES)
  @ApiProperty({ type: String, enum: TAX_REGIMES, nullable: true, required: false, example: 'SIMPLES' })
  regime?: TaxRegime | null;

  /** The state that the outlet sells from: sales to another carry another CFOP. */
  @IsOptional()
  @Trimmed()
  @TextLength(1, 60)
  @ApiProperty({ type: String, nullable: true, required: false, example: 'SP' })
  state?: string | null;

  /** The issuer's id at eNotas, which needs one. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 60)
  @ApiProperty({ type: String, nullable: true, required: false, example: '484FB0C5-969E-46AD-A047-8A0DB54667B4' })
  company_id?: string | null;

  /** OURS: counted here, without gaps per issuer, model and series, where the provider lets us (Focus NFe). PROVIDER: it counts. */
  @IfGiven()
  @IsIn(NUMBERINGS)
  @ApiProperty({ enum: NUMBERINGS, enumName: 'FiscalNumbering', required: false })
  numbering?: Numbering;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(999)
  @ApiProperty({ example: 1, required: false })
  nfe_series?: number;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(999)
  @ApiProperty({ example: 1, required: false })
  nfce_series?: number;

  /** For products that name none; documents of such products wait for it when null. */
  @IsOptional()
  @Code()
  @Matches(/^5\d{3}$/, { message: 'default_cfop must be four digits of which the first is 5' })
  @ApiProperty({ type: String, nullable: true, required: false, example: '5102' })
  default_cfop?: string | null;

  /** Origem da mercadoria: 0 is national. */
  @IfGiven()
  @Code()
  @Matches(/^[0-8]$/, { message: 'icms_origin must be a digit from 0 to 8' })
  @ApiProperty({ example: '0', required: false })
  icms_origin?: string;

  /** CSOSN under Simples Nacional (102), CST otherwise. */
  @IfGiven()
  @Code()
  @Matches(CODE, { message: 'icms_code must be two or three digits' })
  @ApiProperty({ example: '102', required: false, pattern: CODE.source })
  icms_code?: string;

  @IfGiven()
  @Code()
  @Matches(CODE, { message: 'pis_code must be two or three digits' })
  @ApiProperty({ example: '49', required: false, pattern: CODE.source })
  pis_code?: string;

  @IfGiven()
  @Code()
  @Matches(CODE, { message: 'cofins_code must be two or three digits' })
  @ApiProperty({ example: '49', required: false, pattern: CODE.source })
  cofins_code?: string;

  /** How long a NF-e may be cancelled after its authorisation; states differ. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(8_760)
  @ApiProperty({ example: 24, required: false })
  nfe_cancel_hours?: number;

  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(525_600)
  @ApiProperty({ example: 30, required: false })
  nfce_cancel_minutes?: number;

  /** The version that was edited; `If-Match` says the same. 0 before the first time. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(2_147_483_646)
  version?: number;
}

export class FiscalSettingsResponse {
  outlet_id!: string;
  enabled!: boolean;
  @ApiProperty({ type: String, nullable: true })
  cnpj!: string | null;
  @ApiProperty({ type: String, nullable: true })
  state_registration!: string | null;
  @ApiProperty({ type: String, enum: TAX_REGIMES, nullable: true })
  regime!: TaxRegime | null;
  @ApiProperty({ type: String, nullable: true })
  state!: string | null;
  @ApiProperty({ type: String, nullable: true })
  company_id!: string | null;
  @ApiProperty({ enum: NUMBERINGS, enumName: 'FiscalNumbering' })
  numbering!: Numbering;
  nfe_series!: number;
  nfce_series!: number;
  @ApiProperty({ type: String, nullable: true })
  default_cfop!: string | null;
  icms_origin!: string;
  icms_code!: string;
  pis_code!: string;
  cofins_code!: string;
  nfe_cancel_hours!: number;
  nfce_cancel_minutes!: number;
  /** 0 until they are saved for the first time. */
  version!: number;

  static from(this: void, settings: SavedFiscalSettings): FiscalSettingsResponse {
    return {
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
    };
  }
}

export const settingsOf = (body: FiscalSettingsRequest): FiscalSettings => ({
  enabled: body.enabled ?? DEFAULT_SETTINGS.enabled,
  cnpj: checkedCnpj(body.cnpj ?? null),
  stateRegistration: body.state_registration ?? null,
  regime: body.regime ?? null,
  state: body.state == null ? null : brazilianState(body.state),
  companyId: body.company_id ?? null,
  numbering: body.numbering ?? DEFAULT_SETTINGS.numbering,
  nfeSeries: body.nfe_series ?? DEFAULT_SETTINGS.nfeSeries,
  nfceSeries: body.nfce_series ?? DEFAULT_SETTINGS.nfceSeries,
  defaultCfop: body.default_cfop ?? null,
  icmsOrigin: body.icms_origin ?? DEFAULT_SETTINGS.icmsOrigin,
  icmsCode: body.icms_code ?? DEFAULT_SETTINGS.icmsCode,
  pisCode: body.pis_code ?? DEFAULT_SETTINGS.pisCode,
  cofinsCode: body.cofins_code ?? DEFAULT_SETTINGS.cofinsCode,
  nfeCancelHours: body.nfe_cancel_hours ?? DEFAULT_SETTINGS.nfeCancelHours,
  nfceCancelMinutes: body.nfce_cancel_minutes ?? DEFAULT_SETTINGS.nfceCancelMinutes,
});
