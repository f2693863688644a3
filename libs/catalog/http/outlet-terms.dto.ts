import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

import { Code, IfGiven, IsId, Trimmed } from '#libs/platform';

import { CHANNEL, type SalesChannel } from '../core/model/menu.js';
import type { OutletTermFields, OutletTerms } from '../core/model/outlet-terms.js';
import { type ListedPrice, MOST_PRICES } from '../core/model/price-list.js';
import { LARGEST_PRICE } from '../core/model/product.js';
import type { PriceList } from '../core/services/price-lists.js';
import { LowerCased, STATION, stationMessage } from './station.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_OPTION_PRICES = 2_000;
const CHANNEL_MESSAGE = 'channel must be COUNTER, TABLE, ONLINE, or an app such as APP:GOFOOD';

type Prices = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Prices =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDelta = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_PRICE;

/** What options add, by their ids: `{ "0192…": 3000 }`. */
const IsOptionPrices = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      isPlain(value) ? Object.fromEntries(Object.entries(value).map(([id, one]) => [id.toLowerCase(), one])) : value,
    ),
    ValidateBy({
      name: 'isOptionPrices',
      validator: {
        validate: (value) =>
          isPlain(value) &&
          Object.keys(value).length <= MOST_OPTION_PRICES &&
          Object.entries(value).every(([id, one]) => UUID.test(id) && isDelta(one)),
        defaultMessage: () => '$property must be an object of whole amounts by the ids of options',
      },
    }),
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'integer', minimum: -LARGEST_PRICE, maximum: LARGEST_PRICE },
      maxProperties: MOST_OPTION_PRICES,
      example: {},
    }),
  );

/** All that an outlet has of its own of a product. What is left out or null is the product's. */
export class OutletProductRequest {
  /** What it costs there, in minor units, where the price list says nothing more deliberate. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 45000 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price?: number | null;

  /** What it is called there, in every language. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name?: string | null;

  /** False: it is not offered there. True when left out. */
  @IfGiven()
  @IsBoolean()
  visible?: boolean;

  /** Where it is made there. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'bar' })
  @IsOptional()
  @LowerCased()
  @Code()
  @Matches(STATION, { message: stationMessage })
  station?: string | null;

  /** Percent, with two decimals at most. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 11 })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(100)
  tax_rate?: number | null;

  /** What options add to the price there, in minor units, by their ids; the others add what they do everywhere. */
  @IfGiven()
  @IsOptionPrices()
  option_prices?: Record<string, number>;

  /** The version that was edited, 0 where there was nothing; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(0)
  version?: number;
}

/** What an outlet has of its own of a product; null is the product's. */
export class OutletProductResponse {
  outlet_id!: string;
  product_id!: string;
  @ApiProperty({ type: Number, nullable: true })
  price!: number | null;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  visible!: boolean;
  @ApiProperty({ type: String, nullable: true })
  station!: string | null;
  /** Percent. */
  @ApiProperty({ type: Number, nullable: true })
  tax_rate!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  option_prices!: Record<string, number>;
  /** 0: it never had anything of its own. */
  version!: number;

  static from(this: void, terms: OutletTerms): OutletProductResponse {
    return {
      outlet_id: terms.outletId,
      product_id: terms.productId,
      price: terms.price,
      name: terms.name,
      visible: terms.visible,
      station: terms.station,
      tax_rate: terms.taxRate === null ? null : terms.taxRate / 100,
      option_prices: { ...terms.optionPrices },
      version: terms.version,
    };
  }
}

export const toTermFields = (request: OutletProductRequest): OutletTermFields => ({
  price: request.price ?? null,
  name: request.name ?? null,
  visible: request.visible ?? true,
  station: request.station ?? null,
  taxRate: request.tax_rate == null ? null : Math.round(request.tax_rate * 100),
  optionPrices: request.option_prices ?? {},
});

/** What a product costs in an outlet, through a channel, in a schedule's hours. Null or left out is every one. */
export class ListedPriceRequest {
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  outlet_id?: string | null;

  /** COUNTER, what staff sell; TABLE, guests at a table; ONLINE, customers; APP: and a code, a delivery app. */
  @ApiProperty({ type: String, nullable: true, required: false, pattern: CHANNEL.source, example: 'APP:GOFOOD' })
  @IsOptional()
  @Code()
  @Matches(CHANNEL, { message: CHANNEL_MESSAGE })
  channel?: SalesChannel | null;

  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  schedule_id?: string | null;

  /** In minor units. */
  @ApiProperty({ example: 32000 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price!: number;
}

export class ProductPricesRequest {
  /** The whole list: each row at most once for an outlet, a channel and a schedule. */
  @IsArray()
  @ArrayMaxSize(MOST_PRICES)
  @ValidateNested({ each: true })
  @Type(() => ListedPriceRequest)
  prices!: ListedPriceRequest[];

  /** The product's version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

export class ListedPriceResponse {
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  channel!: string | null;
  @ApiProperty({ type: String, nullable: true })
  schedule_id!: string | null;
  price!: number;
}

/** The most deliberate row that holds wins: of a schedule, then of a channel, then of an outlet; where none does, the product's price. */
export class ProductPricesResponse {
  prices!: ListedPriceResponse[];
  /** The product's. */
  version!: number;

  static from(this: void, { version, prices }: PriceList): ProductPricesResponse {
    return {
      version,
      prices: prices.map(({ outletId, channel, scheduleId, price }) => ({
        ...{ outlet_id: outletId, channel, schedule_id: scheduleId, price },
      })),
    };
  }
}

export const toListedPrice = (row: ListedPriceRequest): ListedPrice => ({
  outletId: row.outlet_id?.toLowerCase() ?? null,
  channel: row.channel ?? null,
  scheduleId: row.schedule_id?.toLowerCase() ?? null,
  price: row.price,
});
