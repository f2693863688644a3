import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';

import { CursorPageQuery, CursorPageResponse, FlagOfQuery, IfGiven, IsId } from '#libs/platform';

import { PARCEL_STATES, type Shipment } from '../core/model/shipment.js';
import type { ParcelState } from '../core/shipping.api.js';

const FAULTS = ['UNAVAILABLE', 'MISUNDERSTOOD', 'REFUSED', 'UNKNOWN_NUMBER', 'GIVEN_UP'];

export class ListShipmentsQuery extends CursorPageQuery {
  /** Of this outlet alone; of all of yours when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @IfGiven()
  @IsId()
  order_id?: string;

  @ApiProperty({ enum: PARCEL_STATES, required: false })
  @IfGiven()
  @IsIn(PARCEL_STATES)
  state?: ParcelState;

  /** True: only parcels that a person should look at (failed, given up, or asked about in vain again and again). */
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  attention?: boolean;
}

export class ShipmentAddressResponse {
  @ApiProperty({ type: String, nullable: true })
  recipient!: string | null;
  street!: string;
  number!: string;
  @ApiProperty({ type: String, nullable: true })
  complement!: string | null;
  @ApiProperty({ type: String, nullable: true })
  district!: string | null;
  city!: string;
  state!: string;
  cep!: string;
}

export class ShipmentStepResponse {
  @ApiProperty({ enum: PARCEL_STATES })
  state!: string;
  at!: Date;
}

export class ShipmentResponse {
  id!: string;
  outlet_id!: string;
  order_id!: string;
  @ApiProperty({ type: String, nullable: true })
  carrier!: string | null;
  @ApiProperty({ type: String, nullable: true })
  service!: string | null;
  /** What the customer paid for it, in the smallest unit of `currency`; null for a parcel that nobody booked. */
  @ApiProperty({ type: Number, nullable: true })
  price!: number | null;
  @ApiProperty({ type: String, nullable: true })
  currency!: string | null;
  /** For the label; null for a parcel that nobody booked, and once whoever it was for has left. */
  @ApiProperty({ type: () => ShipmentAddressResponse, nullable: true })
  address!: ShipmentAddressResponse | null;
  @ApiProperty({ type: String, nullable: true })
  tracking_number!: string | null;
  @ApiProperty({ enum: PARCEL_STATES })
  state!: string;
  /** The states it went through, oldest first. */
  timeline!: ShipmentStepResponse[];
  /** Whether the carrier is asked about it. */
  followed!: boolean;
  /** Why its whereabouts are not known. */
  @ApiProperty({ enum: FAULTS, type: String, nullable: true })
  fault!: string | null;
  /** Checks in vain since the last good one. */
  failures!: number;
  @ApiProperty({ type: Date, nullable: true })
  checked_at!: Date | null;
  /** Null: it is not asked about again. */
  @ApiProperty({ type: Date, nullable: true })
  next_check_at!: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  shipped_at!: Date | null;
  created_at!: Date;
  updated_at!: Date;

  static from(shipment: Shipment): ShipmentResponse {
    return {
      id: shipment.id,
      outlet_id: shipment.outletId,
      order_id: shipment.orderId,
      carrier: shipment.carrier,
      service: shipment.service,
      price: shipment.price,
      currency: shipment.currency,
      address: shipment.address && { ...shipment.address },
      tracking_number: shipment.trackingNumber,
      state: shipment.state,
      timeline: shipment.steps.map(({ state, at }) => ({ state, at })),
      followed: shipment.followed,
      fault: shipment.fault,
      failures: shipment.failures,
      checked_at: shipment.checkedAt,
      next_check_at: shipment.nextCheckAt,
      shipped_at: shipment.shippedAt,
      created_at: shipment.createdAt,
      updated_at: shipment.updatedAt,
    };
  }
}

export class ShipmentPage extends CursorPageResponse {
  data!: ShipmentResponse[];
}
