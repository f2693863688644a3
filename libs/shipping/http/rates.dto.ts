import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';

import { IfGiven, IsCep, IsId, PageQuery, PageResponse, Trimmed } from '#libs/platform';

import type { RateFields, ShippingRate } from '../core/model/shipping-rate.js';

const HEAVIEST_GRAMS = 1_000_000;
const LARGEST_PRICE = 1_000_000_000_000;
const MOST_DAYS = 365;

export class CreateRateRequest {
  @IsId()
  outlet_id!: string;

  /** Who brings it, as customers read it. */
  @ApiProperty({ example: 'Motoboy' })
  @Trimmed()
  @IsString()
  @Length(1, 80)
  carrier!: string;

  @ApiProperty({ example: 'Same day' })
  @Trimmed()
  @IsString()
  @Length(1, 80)
  service!: string;

  /** The first CEP that it holds for. */
  @ApiProperty({ example: '01000000' })
  @IsCep()
  cep_from!: string;

  /** The last CEP that it holds for. */
  @ApiProperty({ example: '05999999' })
  @IsCep()
  cep_to!: string;

  /** It holds for parcels up to this weight. */
  @ApiProperty({ example: 5000 })
  @IsInt()
  @Min(1)
  @Max(HEAVIEST_GRAMS)
  max_weight_grams!: number;

  /** In the outlet's smallest unit of money. */
  @ApiProperty({ example: 1500 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price!: number;

  /** Working days. */
  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(0)
  @Max(MOST_DAYS)
  days!: number;
}

const EDITABLE = ['carrier', 'service', 'cep_from', 'cep_to', 'max_weight_grams', 'price', 'days'] as const;

/** Every field of the rate. It stays in its outlet. */
export class ReplaceRateRequest extends PickType(CreateRateRequest, EDITABLE) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. */
export class UpdateRateRequest extends PartialType(ReplaceRateRequest, { skipNullProperties: false }) {}

export class ListRatesQuery extends PageQuery {
  /** Of this outlet alone; of all when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class RateResponse {
  id!: string;
  outlet_id!: string;
  carrier!: string;
  service!: string;
  cep_from!: string;
  cep_to!: string;
  max_weight_grams!: number;
  price!: number;
  days!: number;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(rate: ShippingRate): RateResponse {
    return {
      id: rate.id,
      outlet_id: rate.outletId,
      carrier: rate.carrier,
      service: rate.service,
      cep_from: rate.cepFrom,
      cep_to: rate.cepTo,
      max_weight_grams: rate.maxWeightGrams,
      price: rate.price,
      days: rate.days,
      version: rate.version,
      created_at: rate.createdAt,
      updated_at: rate.updatedAt,
    };
  }
}

export class RatePage extends PageResponse {
  data!: RateResponse[];
}

export const toFields = (request: Omit<CreateRateRequest, 'outlet_id'>): RateFields => ({
  carrier: request.carrier,
  service: request.service,
  cepFrom: request.cep_from,
  cepTo: request.cep_to,
  maxWeightGrams: request.max_weight_grams,
  price: request.price,
  days: request.days,
});

/** Only the fields that the request names. */
export const toChanges = (request: UpdateRateRequest): Partial<RateFields> => ({
  ...(request.carrier !== undefined && { carrier: request.carrier }),
  ...(request.service !== undefined && { service: request.service }),
  ...(request.cep_from !== undefined && { cepFrom: request.cep_from }),
  ...(request.cep_to !== undefined && { cepTo: request.cep_to }),
  ...(request.max_weight_grams !== undefined && { maxWeightGrams: request.max_weight_grams }),
  ...(request.price !== undefined && { price: request.price }),
  ...(request.days !== undefined && { days: request.days }),
});
