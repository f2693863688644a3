import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { Optional, Trimmed } from '#libs/platform';

import { type KitchenSettings, LONGEST_RECALL_MINUTES, USUAL_SETTINGS } from '../core/model/kitchen-settings.js';
import { ORDER_TYPES, type OrderType } from '../core/model/order-words.js';
import {
  EXPO,
  type Expo,
  type Station,
  STATION_KINDS,
  type StationFields,
  type StationKind,
  undescribed,
} from '../core/model/station.js';

const DAY_SECONDS = 86_400;
const MOST_AT_A_TIME = 100;

/** Seconds after which a ticket is warned of, and is late. */
export class ThresholdRequest {
  /** For orders of this type; without one, for all that have no threshold of their own. */
  @Optional()
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', required: false })
  @IsIn(ORDER_TYPES)
  order_type?: OrderType;

  @ApiProperty({ example: 480 })
  @IsInt()
  @Min(1)
  @Max(DAY_SECONDS)
  warn_seconds!: number;

  @ApiProperty({ example: 900 })
  @IsInt()
  @Min(1)
  @Max(DAY_SECONDS)
  late_seconds!: number;
}

/** Every field of the station; what is left out goes back to its default. */
export class PutStationRequest {
  /** As cooks call it. */
  @ApiProperty({ example: 'Grill' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;

  /** Where things are made, or the pass, where they come together. PREP when left out. */
  @Optional()
  @ApiProperty({ enum: STATION_KINDS, enumName: 'StationKind', required: false })
  @IsIn(STATION_KINDS)
  kind?: StationKind;

  /** Its tickets are shown on its own screens and at the pass (SEND), at the pass alone (ONLY), or never there (SKIP). SEND when left out. */
  @Optional()
  @ApiProperty({ enum: EXPO, enumName: 'StationExpo', required: false })
  @IsIn(EXPO)
  expo?: Expo;

  /** Pieces that it makes at a time. 2 when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MOST_AT_A_TIME)
  parallel?: number;

  /** What a piece takes. 480 when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(DAY_SECONDS)
  prep_seconds?: number;

  /** Without any, a ticket is warned of when it is due, and late after half as long again. */
  @Optional()
  @ApiProperty({ type: [ThresholdRequest], required: false })
  @IsArray()
  @ArrayMaxSize(ORDER_TYPES.length + 1)
  @ValidateNested({ each: true })
  @Type(() => ThresholdRequest)
  thresholds?: ThresholdRequest[];

  /** The version that was edited, 0 for a station that nobody has described; `If-Match` says the same. */
  @Optional()
  @IsInt()
  @Min(0)
  version?: number;
}

const USUAL = undescribed('');

export const toStationFields = (request: PutStationRequest): StationFields => ({
  name: request.name,
  kind: request.kind ?? USUAL.kind,
  expo: request.expo ?? USUAL.expo,
  parallel: request.parallel ?? USUAL.parallel,
  prepSeconds: request.prep_seconds ?? USUAL.prepSeconds,
  thresholds: (request.thresholds ?? []).map((threshold) => ({
    orderType: threshold.order_type ?? null,
    warnSeconds: threshold.warn_seconds,
    lateSeconds: threshold.late_seconds,
  })),
});

export class ThresholdResponse {
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', nullable: true })
  order_type!: OrderType | null;
  warn_seconds!: number;
  late_seconds!: number;
}

export class StationResponse {
  outlet_id!: string;
  /** The word that products name. */
  code!: string;
  name!: string;
  @ApiProperty({ enum: STATION_KINDS, enumName: 'StationKind' })
  kind!: StationKind;
  @ApiProperty({ enum: EXPO, enumName: 'StationExpo' })
  expo!: Expo;
  parallel!: number;
  prep_seconds!: number;
  thresholds!: ThresholdResponse[];
  version!: number;

  static from(station: Station): StationResponse {
    return {
      outlet_id: station.outletId,
      code: station.code,
      name: station.name,
      kind: station.kind,
      expo: station.expo,
      parallel: station.parallel,
      prep_seconds: station.prepSeconds,
      thresholds: station.thresholds.map(({ orderType, warnSeconds, lateSeconds }) => ({
        order_type: orderType,
        warn_seconds: warnSeconds,
        late_seconds: lateSeconds,
      })),
      version: station.version,
    };
  }
}

export class StationsResponse {
  data!: StationResponse[];
}

/** Every rule; what is left out goes back to its default. */
export class PutOutletKitchenRequest {
  /** Minutes within which a bump can be taken back; 0 for never. 30 when left out. */
  @Optional()
  @ApiProperty({ example: 30, required: false })
  @IsInt()
  @Min(0)
  @Max(LONGEST_RECALL_MINUTES)
  recall_minutes?: number;

  /** At a counter without a pass: what is bumped to READY is served. `false` when left out. */
  @Optional()
  @IsBoolean()
  ready_is_served?: boolean;

  /** The version that was edited, 0 for the one that nobody has changed; `If-Match` says the same. */
  @Optional()
  @IsInt()
  @Min(0)
  version?: number;
}

export const toSettings = (request: PutOutletKitchenRequest): Omit<KitchenSettings, 'version'> => ({
  recallMinutes: request.recall_minutes ?? USUAL_SETTINGS.recallMinutes,
  readyIsServed: request.ready_is_served ?? USUAL_SETTINGS.readyIsServed,
});

export class OutletKitchenResponse {
  recall_minutes!: number;
  ready_is_served!: boolean;
  /** 0 while nobody has changed anything. */
  version!: number;

  static from({ recallMinutes, readyIsServed, version }: KitchenSettings): OutletKitchenResponse {
    return { recall_minutes: recallMinutes, ready_is_served: readyIsServed, version };
  }
}
