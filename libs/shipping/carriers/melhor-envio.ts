import { Logger } from '#libs/platform';
import { type OutboundAnswer, OutboundHttp } from '#libs/platform/outbound';

import type { ParcelUpdate, ParcelReference, QuoteOutcome, QuoteRequest, TrackOutcome } from '../core/model/carrier.js';
import { ShippingCarrier } from '../core/shipping.ports.js';
import type { ParcelState } from '../core/shipping.api.js';
import { brasiliaTime, CarrierRefusal, settle, shaped } from './exchange.js';
import { calculation, type MelhorEnvioTracking, refusal, search, trackings } from './melhor-envio.shapes.js';

const PROVIDER = 'melhorenvio';
/** A customer waits for a quote; nobody waits for tracking. */
const QUOTE_PATIENCE_MS = 3_000;
const TRACK_PATIENCE_MS = 10_000;

export interface MelhorEnvioSettings {
  readonly baseUrl: string;
  readonly token: string;
  /** Who answers for our calls: they refuse a User-Agent without an address. */
  readonly contact: string;
}

const STATES: Readonly<Record<string, ParcelState>> = {
  posted: 'POSTED',
  delivered: 'DELIVERED',
  undelivered: 'FAILED',
  suspended: 'FAILED',
  paused: 'FAILED',
  canceled: 'FAILED',
  cancelled: 'FAILED',
};

/** Melhor Envio, which speaks for Correios, Jadlog and others: every carrier of the account that goes there is an option. */
export class MelhorEnvio extends ShippingCarrier {
  readonly name = PROVIDER;

  constructor(
    private readonly http: OutboundHttp,
    private readonly settings: MelhorEnvioSettings,
    private readonly logger: Logger,
  ) {
    super();
  }

  quote({ fromCep, toCep, box }: QuoteRequest): Promise<QuoteOutcome> {
    const question = {
      from: { postal_code: fromCep },
      to: { postal_code: toCep },
      volumes: [{ height: box.heightCm, width: box.widthCm, length: box.lengthCm, weight: box.weightGrams / 1000 }],
      options: { receipt: false, own_hand: false },
    };
    return this.settle(async () => {
      const offers = await this.ask('POST', 'shipment/calculate', question, QUOTE_PATIENCE_MS, (answer) =>
        isUnknownCep(answer) ? [] : shaped(PROVIDER, accepted(answer), calculation),
      );
      const quotes = offers.flatMap((offer) => {
        if (!offer) return [];
        const { company, name, price, days } = offer;
        return [{ carrier: `${company} ${name}`, service: name, price, days }];
      });
      return { kind: 'quoted', quotes };
    });
  }

  /** Their numbers are those of many carriers. */
  follows(): boolean {
    return true;
  }

  track(parcels: readonly ParcelReference[]): Promise<TrackOutcome> {
    return this.settle(async () => {
      const known = new Map<string, string>();
      for (const { trackingNumber, reference } of parcels) {
        const id = reference ?? (await this.orderOf(trackingNumber));
        if (id !== null) known.set(id, trackingNumber);
      }
      const told = new Map<string, ParcelUpdate>();
      if (known.size === 0) return { kind: 'told', parcels: told };
      const question = { orders: [...known.keys()] };
      const answers = await this.ask('POST', 'shipment/tracking', question, TRACK_PATIENCE_MS, (answer) =>
        shaped(PROVIDER, accepted(answer), trackings),
      );
      for (const [id, trackingNumber] of known) {
        const answer = answers[id];
        if (answer) told.set(trackingNumber, { reference: id, steps: stepsOf(answer) });
      }
      return { kind: 'told', parcels: told };
    });
  }

  /** Tracking is asked by their order id; null when no order of theirs has the number. */
  private async orderOf(trackingNumber: string): Promise<string | null> {
    const path = `orders/search?q=${encodeURIComponent(trackingNumber)}`;
    const orders = await this.ask('GET', path, undefined, TRACK_PATIENCE_MS, (answer) =>
      answer.status === 404 ? [] : shaped(PROVIDER, accepted(answer), search),
    );
    const order = orders.find((one) => one.tracking === trackingNumber || one.self_tracking === trackingNumber);
    return order?.id ?? null;
  }

  private ask<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    timeoutMs: number,
    read: (answer: OutboundAnswer) => T,
  ): Promise<T> {
    const { baseUrl, token, contact } = this.settings;
    return this.http.send(
      {
        provider: PROVIDER,
        method,
        url: `${baseUrl}/api/v2/me/${path}`,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'User-Agent': `Comanda (${contact})`,
        },
        ...(body && { body: JSON.stringify(body) }),
        timeoutMs,
      },
      read,
    );
  }

  private settle<T>(exchange: () => Promise<T>) {
    return settle(exchange, (error) => this.logger.warn('Melhor Envio was of no use', { error }));
  }
}

function accepted(answer: OutboundAnswer): OutboundAnswer {
  if (answer.status >= 400) throw new CarrierRefusal(PROVIDER, answer.status);
  return answer;
}

/** They refuse a CEP that there is not: nobody goes there. */
function isUnknownCep(answer: OutboundAnswer): boolean {
  if (answer.status !== 422) return false;
  return shaped(PROVIDER, answer, refusal).errors?.['to.postal_code'] !== undefined;
}

function stepsOf({ status, posted_at, delivered_at }: MelhorEnvioTracking): ParcelUpdate['steps'] {
  const state = STATES[status];
  const dated = [
    { state: 'POSTED' as const, at: brasiliaTime(posted_at) },
    { state: 'DELIVERED' as const, at: brasiliaTime(delivered_at) },
  ].filter(({ at }) => at !== null);
  return !state || dated.some((step) => step.state === state) ? dated : [...dated, { state, at: null }];
}
