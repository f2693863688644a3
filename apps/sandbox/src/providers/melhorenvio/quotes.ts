import type { Faults } from '../../framework/faults.js';
import type { Settings } from '../../framework/provider.js';
import { type Freight, freightOf } from '../../shipping/tariff.js';
import { decimal } from './invalid.js';
import type { QuoteRequest } from './quote-request.js';
import { type Service, SERVICES } from './services.js';

const NOT_SERVED = 'Transportadora não atende este trecho.';

/** What every service asks for a parcel, or why it does not take it. */
export class Quotes {
  constructor(
    private readonly faults: Faults,
    private readonly settings: Settings,
  ) {}

  of(request: QuoteRequest) {
    const asked = SERVICES.filter(({ id }) => request.services?.includes(id) ?? true);
    return asked.map((service) => this.quote(service, request));
  }

  /** Cents and days, or the words of a refusal. */
  freight(service: Service, request: QuoteRequest): Freight | string {
    const { from, to, grams, length, width, height, insured, volumes } = request;
    const sides = [length, width, height];
    if (service.notTo.test(from) || service.notTo.test(to)) return NOT_SERVED;
    if (service.takesOneVolume && volumes > 1) return 'Transportadora aceita apenas um volume por etiqueta.';
    if (grams > service.mostGrams) return `Peso excede o máximo de ${service.mostGrams / 1000} kg.`;
    if (Math.max(...sides) > service.longestSide || length + width + height > service.mostOfSides) {
      return 'Dimensões do objeto ultrapassam o limite da transportadora.';
    }
    return freightOf(service.tariff, { from, to, grams, length, width, height, declared: insured });
  }

  private quote(service: Service, request: QuoteRequest) {
    const { id, name, company } = service;
    const isDown = this.faults.take(['service-unavailable'], 'calculate', String(service.id)) !== undefined;
    const freight = isDown ? NOT_SERVED : this.freight(service, request);
    if (typeof freight === 'string') return { id, name, error: freight, company };
    const { cents, days } = freight;
    const { marginCents = '0', handlingDays = '0' } = this.settings;
    const custom = days + Number(handlingDays);
    const discount = Math.round(cents / 5);
    const { height, width, length, grams, insured, products, options } = request;
    return {
      id,
      name,
      price: decimal(cents),
      custom_price: decimal(cents + Number(marginCents)),
      discount: decimal(discount),
      currency: 'R$',
      delivery_time: days,
      delivery_range: { min: Math.max(1, days - 1), max: days },
      custom_delivery_time: custom,
      custom_delivery_range: { min: Math.max(1, custom - 1), max: custom },
      packages: [
        {
          price: decimal(cents),
          discount: decimal(discount),
          format: 'box',
          dimensions: { height, width, length },
          weight: (grams / 1000).toFixed(2),
          insurance_value: decimal(insured),
          ...(products.length > 0 ? { products } : {}),
        },
      ],
      additional_services: {
        receipt: options['receipt'] === true,
        own_hand: options['own_hand'] === true,
        collect: options['collect'] === true,
      },
      company,
    };
  }
}
