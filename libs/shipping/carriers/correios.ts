import { Logger } from '#libs/platform';
import { type OutboundAnswer, OutboundHttp } from '#libs/platform/outbound';

import type { ParcelUpdate, ParcelReference, QuoteOutcome, QuoteRequest, TrackOutcome } from '../core/model/carrier.js';
import { ShippingCarrier } from '../core/shipping.ports.js';
import type { ParcelState } from '../core/shipping.api.js';
import { type CorreiosCredentials, type CorreiosToken, CorreiosTokens } from './correios-token.js';
import { complaint, type CorreiosEvent, deadlines, objects, prices } from './correios.shapes.js';
import { brasiliaTime, CarrierRefusal, settle, shaped } from './exchange.js';
import { isPostalNumber } from './postal-number.js';

const PROVIDER = 'correios';
const QUOTE_PATIENCE_MS = 3_000;
const TRACK_PATIENCE_MS = 10_000;
const BOX_PARCEL = '2';

export interface CorreiosSettings extends CorreiosCredentials {
  /** The contract's product codes, and what people call them: at most five, which is what one question takes. */
  readonly services: readonly { readonly code: string; readonly name: string }[];
}

/** They do not take the token; it may have expired early. */
class TokenRefused extends CarrierRefusal {}

/** Correios' own API (CWS), with the prices of the contract behind the postage card. */
export class Correios extends ShippingCarrier {
  readonly name = PROVIDER;
  private readonly tokens: CorreiosTokens;

  constructor(
    private readonly http: OutboundHttp,
    private readonly settings: CorreiosSettings,
    private readonly logger: Logger,
  ) {
    super();
    this.tokens = new CorreiosTokens(http, settings);
  }

  quote(request: QuoteRequest): Promise<QuoteOutcome> {
    return this.settle(() =>
      this.withToken(async (token) => {
        const [priced, timed] = await Promise.all([
          this.ask(token, 'preco/v1/nacional', this.priceQuestion(request, token), QUOTE_PATIENCE_MS, (answer) =>
            shaped(PROVIDER, accepted(answer), prices),
          ),
          this.ask(token, 'prazo/v1/nacional', this.deadlineQuestion(request), QUOTE_PATIENCE_MS, (answer) =>
            shaped(PROVIDER, accepted(answer), deadlines),
          ),
        ]);
        const quotes = this.settings.services.flatMap(({ name }, i) => {
          const price = priced.find((entry) => entry?.nuRequisicao === String(i + 1));
          const time = timed.find((entry) => entry?.nuRequisicao === String(i + 1));
          if (!price || !time) return [];
          return [{ carrier: `Correios ${name}`, service: name, price: price.pcFinal, days: time.prazoEntrega }];
        });
        return { kind: 'quoted', quotes };
      }),
    );
  }

  follows(trackingNumber: string): boolean {
    return isPostalNumber(trackingNumber);
  }

  track(parcels: readonly ParcelReference[]): Promise<TrackOutcome> {
    const query = new URLSearchParams(parcels.map(({ trackingNumber }) => ['codigosObjetos', trackingNumber]));
    query.set('resultado', 'T');
    return this.settle(() =>
      this.withToken(async (token) => {
        const path = `srorastro/v1/objetos?${query.toString()}`;
        const { objetos } = await this.ask(token, path, undefined, TRACK_PATIENCE_MS, (answer) =>
          shaped(PROVIDER, accepted(answer), objects),
        );
        const known = objetos.flatMap(({ codObjeto, eventos }): [string, ParcelUpdate][] =>
          eventos ? [[codObjeto, { reference: null, steps: eventos.flatMap(stepOf) }]] : [],
        );
        return { kind: 'told', parcels: new Map(known) };
      }),
    );
  }

  private priceQuestion({ fromCep, toCep, box }: QuoteRequest, { contract }: CorreiosToken): object {
    return {
      idLote: '1',
      parametrosProduto: this.settings.services.map(({ code }, i) => ({
        coProduto: code,
        nuRequisicao: String(i + 1),
        ...contract,
        cepOrigem: fromCep,
        cepDestino: toCep,
        psObjeto: String(box.weightGrams),
        tpObjeto: BOX_PARCEL,
        comprimento: String(box.lengthCm),
        largura: String(box.widthCm),
        altura: String(box.heightCm),
      })),
    };
  }

  private deadlineQuestion({ fromCep, toCep }: QuoteRequest): object {
    return {
      idLote: '1',
      parametrosPrazo: this.settings.services.map(({ code }, i) => ({
        coProduto: code,
        nuRequisicao: String(i + 1),
        cepOrigem: fromCep,
        cepDestino: toCep,
      })),
    };
  }

  /** A refused token is changed once: it may have expired, or been given back, before its time. */
  private async withToken<T>(work: (token: CorreiosToken) => Promise<T>): Promise<T> {
    const token = await this.tokens.get();
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      await this.tokens.drop(token);
      return work(await this.tokens.get());
    }
  }

  private ask<T>(
    { token }: CorreiosToken,
    path: string,
    body: object | undefined,
    timeoutMs: number,
    read: (answer: OutboundAnswer) => T,
  ): Promise<T> {
    return this.http.send(
      {
        provider: PROVIDER,
        method: body ? 'POST' : 'GET',
        url: `${this.settings.baseUrl}/${path}`,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        timeoutMs,
        hasToken: true,
      },
      read,
    );
  }

  private settle<T>(exchange: () => Promise<T>) {
    return settle(exchange, (error) => this.logger.warn('Correios was of no use', { error }));
  }
}

function accepted(answer: OutboundAnswer): OutboundAnswer {
  const { status } = answer;
  if (status < 400) return answer;
  if (status === 401 || status === 403 || isAboutToken(answer)) throw new TokenRefused(PROVIDER, status);
  throw new CarrierRefusal(PROVIDER, status);
}

function isAboutToken(answer: OutboundAnswer): boolean {
  const { msgs = [] } = shaped(PROVIDER, answer, complaint);
  return msgs.some((text) => text.startsWith('GTW-008'));
}

const STATES: Readonly<Record<string, ParcelState>> = {
  PO: 'POSTED',
  RO: 'IN_TRANSIT',
  DO: 'IN_TRANSIT',
  OEC: 'OUT_FOR_DELIVERY',
  // Waiting at the counter: the last step is the customer's.
  LDI: 'OUT_FOR_DELIVERY',
};
/** The end of a way: which end, their type and words say together. */
const ENDS = new Set(['BDE', 'BDI', 'BDR']);

function stepOf({ codigo, tipo, descricao, dtHrCriado }: CorreiosEvent): ParcelUpdate['steps'] {
  const at = brasiliaTime(dtHrCriado);
  const state = ENDS.has(codigo) ? endOf(tipo, descricao) : STATES[codigo];
  return state ? [{ state, at }] : [];
}

function endOf(tipo: string, descricao: string): ParcelState {
  if (/devol/i.test(descricao)) return 'RETURNED';
  return tipo === '01' ? 'DELIVERED' : 'FAILED';
}
