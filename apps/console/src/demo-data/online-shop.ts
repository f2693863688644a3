import { accountOf } from './accounts.js';
import { demoId } from './demo-id.js';
import { SHOP_ID } from './outlets.js';

/** A small shop under Simples Nacional, as most are. Its CNPJ is the installation's (NFE_CNPJ). */
export const FISCAL_SETTINGS = {
  outlet_id: SHOP_ID,
  state_registration: '111222333110',
  regime: 'SIMPLES',
  state: 'SP',
  numbering: 'OURS',
  nfe_series: 1,
  nfce_series: 1,
  default_cfop: '5102',
  icms_origin: '0',
  icms_code: '102',
  pis_code: '49',
  cofins_code: '49',
  nfe_cancel_hours: 24,
  nfce_cancel_minutes: 30,
} as const;

const rate = (carrier: string, service: string, terms: object) => ({
  id: demoId('shipping-rate', `${carrier}/${service}`),
  outlet_id: SHOP_ID,
  carrier,
  service,
  ...terms,
});

/** The shop's own table, for when no carrier is set up or none answers; prices in centavos. */
export const SHIPPING_RATES = [
  rate('Motoboy Paulista', 'Hoje', {
    cep_from: '01000000',
    cep_to: '05999999',
    max_weight_grams: 5_000,
    price: 1_500,
    days: 1,
  }),
  rate('Transportadora', 'Padrão', {
    cep_from: '01000000',
    cep_to: '99999999',
    max_weight_grams: 30_000,
    price: 3_490,
    days: 10,
  }),
] as const;

export const ADDRESSES = [
  {
    id: demoId('address', 'ana/casa'),
    user_id: accountOf('ana').id,
    label: 'Casa',
    recipient: 'Ana Souza',
    street: 'Rua Augusta',
    number: '1508',
    complement: 'ap. 42',
    district: 'Consolação',
    city: 'São Paulo',
    state: 'SP',
    postal_code: '01304001',
  },
] as const;
