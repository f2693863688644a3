import type { z } from 'zod';

import { DomainError } from '#libs/kernel';
import { type OutboundAnswer, OutboundFailure } from '#libs/platform/outbound';

import type { CarrierFailure } from '../core/model/carrier.js';

/** The carrier meant its refusal: wrong credentials, or a question that it does not take. */
export class CarrierRefusal extends Error {
  constructor(
    readonly provider: string,
    readonly status: number,
  ) {
    super(`${provider} refuses (HTTP ${status})`);
    this.name = 'CarrierRefusal';
  }
}

/** The answer in the shape that the carrier's documents say. Any other counts against the carrier as an unreadable one. */
export function shaped<T>(provider: string, answer: OutboundAnswer, shape: z.ZodType<T>): T {
  const result = shape.safeParse(answer.json());
  if (result.success) return result.data;
  throw new OutboundFailure(provider, 'unreadable', true, answer.status);
}

/** Runs an exchange with a carrier; what the carrier does wrong becomes its outcome, and is told to `report`. */
export async function settle<T>(
  exchange: () => Promise<T>,
  report: (error: unknown) => void,
): Promise<T | { readonly kind: 'failed'; readonly failure: CarrierFailure }> {
  try {
    return await exchange();
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    report(error);
    return { kind: 'failed', failure };
  }
}

function failureOf(error: unknown): CarrierFailure | null {
  if (error instanceof CarrierRefusal) return 'REFUSED';
  if (error instanceof OutboundFailure) return error.reason === 'unreadable' ? 'MISUNDERSTOOD' : 'UNAVAILABLE';
  return error instanceof DomainError && error.kind === 'unavailable' ? 'UNAVAILABLE' : null;
}

/** Both carriers write Brasília's time, and no zone. Null for what is no time. */
export function brasiliaTime(text: string | null | undefined): Date | null {
  if (!text) return null;
  const iso = text.trim().replace(' ', 'T');
  const instant = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}-03:00`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
