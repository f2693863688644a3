import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';

import { Code, IfGiven, IsId, PageQuery, PageResponse, TextLength, Trimmed } from '#libs/platform';

import {
  type Device,
  DEVICE_KINDS,
  type DeviceKind,
  type Pairing,
  PAIRING_SECONDS,
  POLL_SECONDS,
  stationNames,
} from '../core/model/device.js';
import type { PairedDevice } from '../core/use-cases/collect-device-pairing.js';

const MOST_STATIONS = 10;
const STATION = /^[\p{L}\p{N} _-]{1,60}$/u;

const asNames = (value: unknown): unknown =>
  Array.isArray(value) && value.every((name) => typeof name === 'string') ? stationNames(value) : value;

export class RequestDevicePairingRequest {
  @IsIn(DEVICE_KINDS)
  @ApiProperty({ enum: DEVICE_KINDS, example: 'KITCHEN' })
  kind!: DeviceKind;

  /** What the device calls itself. */
  @ApiProperty({ example: 'Tablet at the bar' })
  @IfGiven()
  @Trimmed()
  @TextLength(1, 120)
  name?: string;

  /** Of the app on it. */
  @ApiProperty({ example: '1.4.0' })
  @IfGiven()
  @Trimmed()
  @TextLength(1, 60)
  app_version?: string;
}

export class DevicePairingResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** To be shown: a SUPERVISOR or ADMIN types it. */
  @ApiProperty({ example: 'K7Q4X2' })
  code!: string;

  /** To be kept in the device: it fetches the token with it. */
  secret!: string;

  /** Seconds that the code is good for. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: PAIRING_SECONDS })
  expires_in!: number;

  /** How often to ask, in seconds. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 60 })
  poll_seconds!: number;

  static from({ id, code }: Pairing, secret: string): DevicePairingResponse {
    return { id, code, secret, expires_in: PAIRING_SECONDS, poll_seconds: POLL_SECONDS };
  }
}

export class ApproveDevicePairingRequest {
  /** As the device shows it, in any case. */
  @ApiProperty({ example: 'K7Q4X2' })
  @Code()
  @TextLength(1, 40)
  code!: string;

  @IsId()
  outlet_id!: string;

  /** The device sees and moves the lines of these alone; of every station when absent or empty. */
  @ApiProperty({ example: ['bar'] })
  @IfGiven()
  @Transform(({ value }) => asNames(value))
  @IsArray()
  @ArrayMaxSize(MOST_STATIONS)
  @ArrayUnique()
  @Matches(STATION, { each: true, message: 'station must be names of stations' })
  stations?: string[];

  @ApiProperty({ example: 'Bar' })
  @Trimmed()
  @TextLength(1, 120)
  name!: string;
}

export class CollectDevicePairingRequest {
  /** As it was answered when the device asked to be let in. */
  @ApiProperty({ example: 'dp_4d2f6a' })
  @Code()
  @TextLength(1, 200)
  secret!: string;
}

/** Nobody has approved it yet. */
export class DevicePairingWaitingResponse {
  @ApiProperty({ enum: ['WAITING'] })
  status!: 'WAITING';

  /** When to ask again, in seconds. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 60 })
  poll_seconds!: number;
}

export class DeviceResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  outlet_id!: string;

  @ApiProperty({ enum: DEVICE_KINDS })
  kind!: DeviceKind;

  name!: string;

  /** Every station of the outlet when it is empty. */
  stations!: string[];

  /** As the device said when it was paired. */
  app_version!: string | null;

  /** The user who let it in. */
  @ApiProperty({ format: 'uuid' })
  approved_by!: string;

  paired_at!: Date;

  /** Within half a minute. */
  last_seen_at!: Date;

  static from(device: Device): DeviceResponse {
    return {
      id: device.id,
      outlet_id: device.outletId,
      kind: device.kind,
      name: device.name,
      stations: [...device.stations],
      app_version: device.appVersion,
      approved_by: device.approvedBy,
      paired_at: device.pairedAt,
      last_seen_at: device.lastSeenAt,
    };
  }
}

export class PairedDeviceResponse {
  /** Told this once: `Authorization: Bearer dv_…`. Good until the device is revoked. */
  token!: string;

  device!: DeviceResponse;

  static from({ token, device }: PairedDevice): PairedDeviceResponse {
    return { token, device: DeviceResponse.from(device) };
  }
}

export class DevicesQuery extends PageQuery {
  /** Devices of this outlet. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class DevicesPage extends PageResponse {
  data!: DeviceResponse[];
}

/** What is absent stays as it is. */
export class ChangeDeviceRequest {
  @ApiProperty({ example: 'Bar' })
  @IfGiven()
  @Trimmed()
  @TextLength(1, 120)
  name?: string;

  /** Null or an empty list: every station of the outlet. */
  @ApiProperty({ example: ['bar'] })
  @IsOptional()
  @Transform(({ value }) => asNames(value))
  @IsArray()
  @ArrayMaxSize(MOST_STATIONS)
  @ArrayUnique()
  @Matches(STATION, { each: true, message: 'station must be names of stations' })
  stations?: string[] | null;
}
