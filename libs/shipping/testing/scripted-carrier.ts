import type {
  CarrierFailure,
  CarrierQuote,
  ParcelUpdate,
  ParcelReference,
  QuoteOutcome,
  QuoteRequest,
  TrackOutcome,
} from '../core/model/carrier.js';
import { ShippingCarrier } from '../core/shipping.ports.js';

/** A carrier that says what the test tells it to. */
export class ScriptedCarrier extends ShippingCarrier {
  readonly name = 'scripted';
  /** While set, it is of no use. */
  failure: CarrierFailure | null = null;
  readonly asked: QuoteRequest[] = [];
  readonly parcels = new Map<string, ParcelUpdate>();

  constructor(private readonly price: (request: QuoteRequest) => readonly CarrierQuote[]) {
    super();
  }

  async quote(request: QuoteRequest): Promise<QuoteOutcome> {
    this.asked.push(request);
    if (this.failure) return { kind: 'failed', failure: this.failure };
    return { kind: 'quoted', quotes: this.price(request) };
  }

  follows(trackingNumber: string): boolean {
    return trackingNumber.endsWith('BR');
  }

  async track(parcels: readonly ParcelReference[]): Promise<TrackOutcome> {
    if (this.failure) return { kind: 'failed', failure: this.failure };
    const known = parcels.flatMap(({ trackingNumber }): [string, ParcelUpdate][] => {
      const update = this.parcels.get(trackingNumber);
      return update ? [[trackingNumber, update]] : [];
    });
    return { kind: 'told', parcels: new Map(known) };
  }
}
