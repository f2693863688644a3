import { PAC, SEDEX, type Tariff } from '../../shipping/tariff.js';

export interface Company {
  readonly id: number;
  readonly name: string;
  readonly picture: string;
}

/** One way to send a parcel, and what it takes. */
export interface Service {
  readonly id: number;
  readonly name: string;
  readonly company: Company;
  readonly tariff: Tariff;
  readonly mostGrams: number;
  readonly longestSide: number;
  readonly mostOfSides: number;
  /** Postal carriers take one parcel a label. */
  readonly takesOneVolume: boolean;
  /** The beginnings of the CEPs to which it does not go. */
  readonly notTo: RegExp;
}

const picture = (name: string): string => `https://sandbox.melhorenvio.com.br/images/shipping-companies/${name}.png`;
const CORREIOS: Company = { id: 1, name: 'Correios', picture: picture('correios') };
const JADLOG: Company = { id: 2, name: 'Jadlog', picture: picture('jadlog') };
const NOWHERE = /^$/;
/** Amazonas, Roraima and Acre. */
const FAR_NORTH = /^69/;

const correios = { company: CORREIOS, mostGrams: 30_000, longestSide: 100, mostOfSides: 200, takesOneVolume: true };
const jadlog = { company: JADLOG, mostGrams: 120_000, longestSide: 170, mostOfSides: 360, takesOneVolume: false };

export const SERVICES: readonly Service[] = [
  { id: 1, name: 'PAC', ...correios, tariff: PAC, notTo: NOWHERE },
  { id: 2, name: 'SEDEX', ...correios, tariff: SEDEX, notTo: NOWHERE },
  {
    id: 3,
    name: '.Package',
    ...jadlog,
    tariff: { base: 1390, perKilo: 360, perZone: 330, days: 4, daysPerZone: 2 },
    notTo: FAR_NORTH,
  },
  {
    id: 4,
    name: '.Com',
    ...jadlog,
    tariff: { base: 1890, perKilo: 610, perZone: 520, days: 2, daysPerZone: 1 },
    notTo: FAR_NORTH,
  },
];
