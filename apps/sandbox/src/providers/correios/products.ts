import { PAC, SEDEX, type Tariff } from '../../shipping/tariff.js';

/** A service of the contract. */
export interface Product {
  readonly code: string;
  readonly name: string;
  readonly tariff: Tariff;
  readonly mostGrams: number;
  /** The additional service by which a value is declared. */
  readonly declares: string;
}

export const PRODUCTS: readonly Product[] = [
  { code: '03298', name: 'PAC CONTRATO AG', tariff: PAC, mostGrams: 30_000, declares: '064' },
  { code: '03220', name: 'SEDEX CONTRATO AG', tariff: SEDEX, mostGrams: 30_000, declares: '019' },
  {
    code: '03140',
    name: 'SEDEX 12',
    tariff: { base: 3490, perKilo: 990, perZone: 890, days: 1, daysPerZone: 0 },
    mostGrams: 10_000,
    declares: '019',
  },
  {
    code: '03158',
    name: 'SEDEX 10',
    tariff: { base: 4290, perKilo: 1190, perZone: 1090, days: 1, daysPerZone: 0 },
    mostGrams: 10_000,
    declares: '019',
  },
  {
    code: '04227',
    name: 'CORREIOS MINI ENVIOS',
    tariff: { base: 890, perKilo: 300, perZone: 150, days: 5, daysPerZone: 2 },
    mostGrams: 300,
    declares: '065',
  },
];
