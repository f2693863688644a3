import type { Type } from '@nestjs/common';
import { ApiBody, ApiProperty } from '@nestjs/swagger';

/** Stored; applied by a job. */
export class WebhookReceipt {
  @ApiProperty({ example: true })
  received!: boolean;
}

/** The parts of Midtrans' notifications that are read. The body is taken as bytes, and may say more. */
export class MidtransWebhook {
  @ApiProperty({ example: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', description: 'What the charge was made for.' })
  order_id!: string;

  @ApiProperty({ example: '0f9c6d3e-7a1b-4c2d-9e8f-102938475601' })
  transaction_id!: string;

  @ApiProperty({ example: 'settlement' })
  transaction_status!: string;

  @ApiProperty({ example: '200' })
  status_code!: string;

  @ApiProperty({ example: '115000.00', description: 'In whole currency units, with two decimals.' })
  gross_amount!: string;

  @ApiProperty({ example: 'IDR' })
  currency!: string;

  @ApiProperty({ example: 'qris' })
  payment_type!: string;

  @ApiProperty({
    example: 'f'.repeat(128),
    description: 'SHA-512 over order_id, status_code, gross_amount and the server key, in hex.',
  })
  signature_key!: string;
}

/** ProPay's webhook. The body is taken as bytes, and may say more. */
export class ProPayWebhook {
  @ApiProperty({ example: 'charge.paid' })
  event!: string;

  @ApiProperty({ example: 'evt_1' })
  event_id!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The charge.',
    example: { txid: '0123456789abcdef0123456789abcdef', status: 'paid', amount_cents: 1990 },
  })
  data!: Record<string, unknown>;
}

/** OpenPix' webhook. The body is taken as bytes, and may say more. */
export class OpenPixWebhook {
  @ApiProperty({ example: 'OPENPIX:CHARGE_COMPLETED' })
  event!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The charge; `value` is in centavos.',
    example: { correlationID: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', status: 'COMPLETED', value: 1990 },
  })
  charge!: Record<string, unknown>;
}

/** Stripe's event. The body is taken as bytes, and may say more. */
export class StripeWebhook {
  @ApiProperty({ example: 'evt_1PqRsT' })
  id!: string;

  @ApiProperty({ example: 'event' })
  object!: string;

  @ApiProperty({ example: 'payment_intent.succeeded' })
  type!: string;

  @ApiProperty({ example: 1795219200, description: 'Seconds since 1970.' })
  created!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What it is about, as `object`.',
    example: { object: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 1990, currency: 'brl' } },
  })
  data!: Record<string, unknown>;
}

/** Says in the OpenAPI document what a gateway sends: the handler itself takes bytes, since signatures are over them. */
export const WebhookBody = (type: Type<object>) =>
  ApiBody({ type, description: "The provider's own, signed: an example cannot be genuine" });
