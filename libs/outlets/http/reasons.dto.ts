import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Min, ValidateNested } from 'class-validator';

import { IfGiven, IsId, Trimmed } from '#libs/platform';

import {
  type Reason,
  REASON_KINDS,
  REASON_LANGUAGES,
  type ReasonChanges,
  type ReasonFields,
  type ReasonKind,
  type ReasonTranslations,
} from '../core/model/reason.js';

export class ReasonTranslationRequest {
  @ApiProperty({ example: 'Tamu menunggu terlalu lama' })
  @Trimmed()
  @IsString()
  @Length(1, 80)
  name!: string;
}

/** What staff read, by language. Who asks for another language reads the label. */
export class ReasonTranslationsRequest {
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ReasonTranslationRequest)
  en?: ReasonTranslationRequest;

  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ReasonTranslationRequest)
  id?: ReasonTranslationRequest;

  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ReasonTranslationRequest)
  'pt-BR'?: ReasonTranslationRequest;
}

export class CreateReasonRequest {
  @IsId()
  outlet_id!: string;

  /** What it is a reason for. */
  @ApiProperty({ enum: REASON_KINDS, enumName: 'ReasonKind', example: 'COMP' })
  @IsIn(REASON_KINDS)
  kind!: ReasonKind;

  /** As staff choose it; unique among the outlet's reasons of its kind. Histories keep it. */
  @ApiProperty({ example: 'Waited too long' })
  @Trimmed()
  @IsString()
  @Length(1, 80)
  label!: string;

  @ApiProperty({ type: () => ReasonTranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReasonTranslationsRequest)
  translations?: ReasonTranslationsRequest | null;

  /** Whether whoever gives it must say more in `reason`. False when left out. */
  @IfGiven()
  @IsBoolean()
  needs_note?: boolean;

  /** Whether it may be given. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;
}

/** Only what changes. A reason stays in its outlet, and keeps its kind. */
export class UpdateReasonRequest extends PartialType(OmitType(CreateReasonRequest, ['outlet_id', 'kind'] as const), {
  skipNullProperties: false,
}) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

export class ListReasonsQuery {
  @IsId()
  outlet_id!: string;

  /** Of this kind alone. */
  @ApiProperty({ enum: REASON_KINDS, enumName: 'ReasonKind', required: false })
  @IfGiven()
  @IsIn(REASON_KINDS)
  kind?: ReasonKind;
}

export class ReasonTranslationResponse {
  name!: string;
}

export class ReasonTranslationsResponse {
  en?: ReasonTranslationResponse;
  id?: ReasonTranslationResponse;
  'pt-BR'?: ReasonTranslationResponse;
}

export class ReasonResponse {
  id!: string;
  outlet_id!: string;
  @ApiProperty({ enum: REASON_KINDS, enumName: 'ReasonKind' })
  kind!: ReasonKind;
  label!: string;
  @ApiProperty({ type: () => ReasonTranslationsResponse, nullable: true })
  translations!: ReasonTranslations | null;
  needs_note!: boolean;
  active!: boolean;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(this: void, reason: Reason): ReasonResponse {
    return {
      id: reason.id,
      outlet_id: reason.outletId,
      kind: reason.kind,
      label: reason.label,
      translations: reason.translations,
      needs_note: reason.needsNote,
      active: reason.active,
      version: reason.version,
      created_at: reason.createdAt,
      updated_at: reason.updatedAt,
    };
  }
}

export class ReasonsResponse {
  data!: ReasonResponse[];
}

export const toFields = (request: CreateReasonRequest): ReasonFields => ({
  kind: request.kind,
  label: request.label,
  translations: translationsOf(request.translations),
  needsNote: request.needs_note ?? false,
  active: request.active ?? true,
});

/** Only the fields that the request names. */
export const toChanges = ({ label, translations, needs_note, active }: UpdateReasonRequest): ReasonChanges => ({
  ...(label !== undefined && { label }),
  ...(translations !== undefined && { translations: translationsOf(translations) }),
  ...(needs_note !== undefined && { needsNote: needs_note }),
  ...(active !== undefined && { active }),
});

/** In the order of the languages, so that the same ones are the same. */
function translationsOf(translations: ReasonTranslationsRequest | null | undefined): ReasonTranslations | null {
  const named = REASON_LANGUAGES.flatMap((language) => {
    const name = translations?.[language]?.name;
    return name === undefined ? [] : [[language, { name }] as const];
  });
  return named.length === 0 ? null : Object.fromEntries(named);
}
