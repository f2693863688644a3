import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { CURRENCIES } from '#libs/kernel';
import { Code, FreeText, IfGiven, PhoneText, Trimmed } from '#libs/platform';

import { FIRE_ON, OUTLET_LOCALES, OUTLET_PAYMENT_METHODS } from '../core/model/outlet.js';
import { GUEST_ORDERS, type GuestOrders, SERVED_ORDER_TYPES, type ServedOrderType } from '../core/outlets.api.js';
import { type CloseSteps, CloseStepsField } from './close-steps.dto.js';
import { LingerMinutesField } from './linger-minutes.dto.js';
import { OutletThemeRequest } from './outlet-theme.dto.js';
import { OutletTipsRequest } from './outlet-tips.dto.js';

const LARGEST_AMOUNT = 1_000_000_000_000;
const LARGEST_COIN = 1_000_000;
const MOST_ORDERS = 10_000;
const MOST_PIECES = 200_000;

export class CreateOutletRequest {
  @ApiProperty({ example: 'Kopi Senja, Jakarta' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** ISO 3166-1 alpha-2. The currency's country when left out. */
  @ApiProperty({ example: 'ID', required: false })
  @IfGiven()
  @IsISO31661Alpha2()
  @Code()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be two upper-case letters' })
  country?: string;

  /** Cannot change later. */
  @ApiProperty({ enum: CURRENCIES, example: 'IDR' })
  @IsIn(CURRENCIES)
  currency!: string;

  /** Language of receipts and reports. The country's when left out. */
  @ApiProperty({ enum: OUTLET_LOCALES, required: false })
  @IfGiven()
  @IsIn(OUTLET_LOCALES)
  locale?: string;

  /** IANA name. */
  @ApiProperty({ example: 'Asia/Jakarta' })
  @IsTimeZone()
  @Code()
  @Matches(/^[A-Za-z]/, { message: 'time_zone must be an IANA name such as Asia/Jakarta' })
  time_zone!: string;

  /** `HH:MM` in the outlet's time zone: sales before it belong to the day before. 04:00 when left out. */
  @ApiProperty({ example: '04:00', required: false })
  @IfGiven()
  @Code()
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'business_day_cutoff must be a time such as 04:00' })
  business_day_cutoff?: string;

  /** Percent, with two decimals at most: 10 is 10 %, 5.5 is 5.5 %. Kept as whole hundredths of a percent. */
  @ApiProperty({ example: 10, required: false })
  @IfGiven()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(100)
  tax_rate?: number;

  /** Whether menu prices include the tax. False: it is added to them. */
  @IfGiven()
  @IsBoolean()
  tax_inclusive?: boolean;

  /** Percent, with two decimals at most, as for the tax. */
  @ApiProperty({ example: 5.5, required: false })
  @IfGiven()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(100)
  service_charge_rate?: number;

  /** The types of orders that the service charge is taken on. DINE_IN when left out; an empty list is none. */
  @ApiProperty({
    enum: SERVED_ORDER_TYPES,
    enumName: 'OrderType',
    isArray: true,
    required: false,
    example: ['DINE_IN'],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SERVED_ORDER_TYPES.length)
  @ArrayUnique()
  @IsIn(SERVED_ORDER_TYPES, { each: true })
  service_charge_types?: ServedOrderType[];

  /** Smallest coin in minor units: cash is rounded half up to a multiple of it. 0 or 1 where nothing is rounded; 0 is answered as 1. */
  @ApiProperty({ example: 100, required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST_COIN)
  cash_rounding?: number;

  /** Before every order number; no two outlets share one. Made of the name's first letters when left out: KOP, KOP2, … */
  @ApiProperty({ example: 'KSJ', required: false })
  @IfGiven()
  @Code()
  @Matches(/^[A-Z0-9]{1,8}$/, { message: 'order_number_prefix must be 1 to 8 upper-case letters and digits' })
  order_number_prefix?: string;

  /** A drawer that is off by more than this, in minor units, needs a supervisor to close it. One of the currency's largest coin when left out. */
  @ApiProperty({ example: 20_000, required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  cash_difference_limit?: number;

  /** What guests may pay with here. Cash when left out. */
  @ApiProperty({ enum: OUTLET_PAYMENT_METHODS, isArray: true, required: false })
  @IfGiven()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(OUTLET_PAYMENT_METHODS.length)
  @ArrayUnique()
  @IsIn(OUTLET_PAYMENT_METHODS, { each: true })
  payment_methods?: string[];

  @ApiProperty({ type: String, nullable: true, required: false, example: 'Jl. Melati 7, Jakarta' })
  @IsOptional()
  @FreeText()
  @IsString()
  @MaxLength(500)
  address?: string | null;

  @ApiProperty({ type: String, nullable: true, required: false, example: '+62 21 555 0101' })
  @IsOptional()
  @PhoneText()
  @IsString()
  @MaxLength(40)
  phone?: string | null;

  /** NPWP, CNPJ or their like, as it is printed on receipts. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Code()
  @IsString()
  @MaxLength(40)
  tax_number?: string | null;

  /**
   * When a CUSTOMER's TAKEAWAY, DELIVERY or ONLINE order reaches the kitchen: PAID, once nothing is due (the default); ACCEPTED, when staff
   * accept it; PLACED, at once. Until then it is HELD. Staff may accept a HELD order in any case.
   */
  @ApiProperty({ enum: FIRE_ON, required: false, default: 'PAID' })
  @IfGiven()
  @IsIn(FIRE_ON)
  fire_on?: (typeof FIRE_ON)[number];

  /** Unpaid orders that a CUSTOMER may have open here at once. 3 when left out. */
  @ApiProperty({ example: 3, required: false })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_ORDERS)
  max_unpaid_orders?: number;

  /** Pieces of one line that a CUSTOMER or a GUEST may order. 99 when left out; staff are not limited by it. */
  @ApiProperty({ example: 99, required: false })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  max_pieces_per_line?: number;

  /** Pieces on one bill that a CUSTOMER or a GUEST may order. 200 when left out; staff are not limited by it. */
  @ApiProperty({ example: 200, required: false })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  max_pieces_per_order?: number;

  /**
   * How much of what there is of a product the unpaid orders of one buyer may hold, in whole percent: of a CUSTOMER, of all customers
   * behind one network address, or of one table session. What the kitchen has begun does not count, and ten pieces are always allowed.
   * 50 when left out; 100 is no limit.
   */
  @ApiProperty({ example: 50, required: false })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  held_stock_percent?: number;

  /**
   * When what a guest at a table orders reaches the kitchen: DIRECT, at once (the default); APPROVE, when staff accept it; APPROVE_FIRST, when
   * staff accept the first of its table session, and at once after that; PAY_FIRST, once it is paid. Until then it is HELD, for 15 minutes
   * at most.
   */
  @ApiProperty({ enum: GUEST_ORDERS, required: false, default: 'DIRECT' })
  @IfGiven()
  @IsIn(GUEST_ORDERS)
  guest_orders?: GuestOrders;

  @ApiProperty({ type: () => OutletThemeRequest, required: false })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => OutletThemeRequest)
  theme?: OutletThemeRequest;

  /** The languages that the guest page offers. All of them when left out. */
  @ApiProperty({ enum: OUTLET_LOCALES, isArray: true, required: false })
  @IfGiven()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(OUTLET_LOCALES.length)
  @ArrayUnique()
  @IsIn(OUTLET_LOCALES, { each: true })
  languages?: string[];

  @ApiProperty({ type: () => OutletTipsRequest, required: false })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => OutletTipsRequest)
  tips?: OutletTipsRequest;

  /** How a shift is closed. TWO_STEP: whoever counts the drawer ends it, and somebody else audits it. */
  @CloseStepsField()
  close?: CloseSteps;
  /** Whether a table that guests have left is DIRTY until somebody says that it is clean. False when left out. */
  @IfGiven()
  @IsBoolean()
  tables_need_cleaning?: boolean;

  /** Minutes after which a table session ends whose bills are all paid. Null, as when left out: it goes on. */
  @LingerMinutesField()
  linger_minutes?: number | null;
}

/** Every field of the outlet; what is left out goes back to its default. */
export class ReplaceOutletRequest extends CreateOutletRequest {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. */
export class UpdateOutletRequest extends PartialType(ReplaceOutletRequest, { skipNullProperties: false }) {}
