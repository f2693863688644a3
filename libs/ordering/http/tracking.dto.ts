import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

import { Code, Optional, Trimmed } from '#libs/platform';

import type { ParcelState, TrackedParcel } from '../core/services/parcel-lookup.js';

export class TrackingRequest {
  @ApiProperty({ example: 'BR123456789BR' })
  @Code()
  @Matches(/^[A-Za-z0-9-]{6,60}$/)
  tracking_number!: string;

  @Optional()
  @Trimmed()
  @IsString()
  @Length(1, 80)
  carrier?: string;
}

/** A parcel in one word. */
const STATUSES = ['SHIPPED', 'DELIVERED', 'RETURNED', 'FAILED', 'CANCELLED'] as const;
const STATES: readonly ParcelState[] = [
  'POSTED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'FAILED',
  'DELIVERED',
  'RETURNED',
  'CANCELLED',
];

export class TrackingStepResponse {
  @ApiProperty({ enum: STATES })
  state!: string;
  at!: string;
}

/** Nothing of who, what or where. */
export class TrackingResponse {
  tracking_number!: string;
  @ApiProperty({ type: String, nullable: true })
  carrier!: string | null;
  @ApiProperty({ enum: STATUSES })
  status!: string;
  /** Where in its way a parcel stands that is SHIPPED. */
  @ApiProperty({ enum: STATES })
  state!: string;
  /** The states it went through, oldest first. */
  timeline!: TrackingStepResponse[];
  shipped_at!: string;
  updated_at!: string;
}

const UNDER_WAY: readonly ParcelState[] = ['PENDING', 'POSTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'];

export const toTrackingResponse = (parcel: TrackedParcel): TrackingResponse => ({
  tracking_number: parcel.trackingNumber,
  carrier: parcel.carrier,
  status: UNDER_WAY.includes(parcel.state) ? 'SHIPPED' : parcel.state,
  state: parcel.state,
  timeline: parcel.steps
    .filter(({ state }) => state !== 'PENDING')
    .map(({ state, at }) => ({ state, at: at.toISOString() })),
  shipped_at: parcel.shippedAt.toISOString(),
  updated_at: parcel.updatedAt.toISOString(),
});
