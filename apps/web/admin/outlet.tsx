import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { Admin, ScreenProps } from './admin.js';
import { Form } from './form.js';
import { amountIn, type FormField, listIn, numberIn, textIn, textOrNull, typedAmount } from './form-values.js';

type Currency = Schemas['CurrencyCode'];
type Locale = Schemas['LocaleCode'];
type Method = Schemas['CreateOutletPaymentMethod'];

const CURRENCIES: readonly Currency[] = ['IDR', 'BRL', 'USD', 'EUR', 'SGD', 'MYR', 'JPY'];
const LOCALES = { id: 'Bahasa Indonesia', 'pt-BR': 'Português (Brasil)', en: 'English' } as const;
const METHODS: readonly Method[] = ['cash', 'midtrans', 'pix', 'credit_card'];
const GUEST_ORDERS = ['DIRECT', 'APPROVE', 'APPROVE_FIRST', 'PAY_FIRST'] as const;
const CLOSES = ['ONE_STEP', 'TWO_STEP'] as const;
const TIPS_TO = ['SERVER', 'POOL'] as const;
const LANGUAGE_OPTIONS = Object.entries(LOCALES).map(([value, label]) => ({ value, label }));

/** The first thing of a new installation: the place itself. */
export function NewOutlet({ admin }: { readonly admin: Admin }): JSX.Element {
  const { admin: words } = t.value;
  return (
    <section class="column">
      <h2>{words.newOutlet}</h2>
      <p class="quiet">{words.newOutletHint}</p>
      <Form
        submit={words.create}
        fields={[
          { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 120 },
          {
            kind: 'choice',
            name: 'currency',
            label: words.currency,
            options: CURRENCIES.map((value) => ({ value, label: value })),
          },
          { kind: 'choice', name: 'locale', label: words.outletLanguage, options: LANGUAGE_OPTIONS },
          { kind: 'text', name: 'time_zone', label: words.timeZone, hint: words.timeZoneHint, required: true },
        ]}
        values={{
          name: '',
          currency: 'IDR',
          locale: 'id',
          time_zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        }}
        onSubmit={async (values) => {
          const body = {
            name: textIn(values, 'name'),
            currency: textIn(values, 'currency') as Currency,
            locale: textIn(values, 'locale') as Locale,
            time_zone: textIn(values, 'time_zone'),
          };
          const told = await admin.api.post('/api/v1/outlets', { body });
          if (!told.ok) return told.problem;
          await admin.load(told.data.id);
          return null;
        }}
      />
    </section>
  );
}

/** How the outlet is called, taxed and paid. */
export function OutletScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const { currency } = outlet;
  const fields: readonly FormField[] = [
    { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 120 },
    { kind: 'text', name: 'address', label: words.address, rows: 2, maxLength: 500 },
    { kind: 'text', name: 'phone', label: words.phone, inputmode: 'tel', maxLength: 40 },
    { kind: 'text', name: 'tax_number', label: words.taxNumber, maxLength: 40 },
    { kind: 'choice', name: 'locale', label: words.outletLanguage, options: LANGUAGE_OPTIONS },
    { kind: 'text', name: 'tax_rate', label: words.taxRate, inputmode: 'decimal' },
    { kind: 'check', name: 'tax_inclusive', label: words.taxInclusive },
    { kind: 'text', name: 'service_charge_rate', label: words.serviceRate, inputmode: 'decimal' },
    { kind: 'money', name: 'cash_rounding', label: words.cashRounding, hint: words.cashRoundingHint, currency },
    { kind: 'money', name: 'cash_difference_limit', label: words.cashLimit, hint: words.cashLimitHint, currency },
    {
      kind: 'text',
      name: 'business_day_cutoff',
      label: words.cutoff,
      hint: words.cutoffHint,
      maxLength: 5,
    },
    {
      kind: 'choice',
      name: 'guest_orders',
      label: words.guestOrders,
      options: GUEST_ORDERS.map((value) => ({ value, label: words.guestOrdersAre[value] })),
    },
    {
      kind: 'choice',
      name: 'close',
      label: words.closeHow,
      options: CLOSES.map((value) => ({ value, label: words.closeIs[value] })),
    },
    {
      kind: 'text',
      name: 'tips',
      label: words.tipsOffered,
      hint: words.tipsOfferedHint,
      inputmode: 'decimal',
      maxLength: 40,
    },
    {
      kind: 'choice',
      name: 'to',
      label: words.tipsTo,
      options: TIPS_TO.map((value) => ({ value, label: words.tipsToAre[value] })),
    },
    {
      kind: 'several',
      name: 'payment_methods',
      label: words.guestsPay,
      options: METHODS.map((value) => ({ value, label: words.methods[value] })),
    },
  ];
  return (
    <Form
      key={`${outlet.id} ${outlet.version}`}
      submit={words.save}
      fields={fields}
      values={{
        name: outlet.name,
        address: outlet.address ?? '',
        phone: outlet.phone ?? '',
        tax_number: outlet.tax_number ?? '',
        locale: outlet.locale,
        tax_rate: String(outlet.tax_rate),
        tax_inclusive: outlet.tax_inclusive,
        service_charge_rate: String(outlet.service_charge_rate),
        cash_rounding: typedAmount(outlet.cash_rounding, currency),
        cash_difference_limit: typedAmount(outlet.cash_difference_limit, currency),
        business_day_cutoff: outlet.business_day_cutoff,
        guest_orders: outlet.guest_orders,
        close: outlet.close,
        tips: outlet.tips.presets.join(', '),
        to: outlet.tips.to,
        payment_methods: outlet.payment_methods,
      }}
      onSubmit={async (values) => {
        const told = await admin.api.patch('/api/v1/outlets/{id}', {
          params: { path: { id: outlet.id } },
          body: {
            name: textIn(values, 'name'),
            address: textOrNull(values, 'address'),
            phone: textOrNull(values, 'phone'),
            tax_number: textOrNull(values, 'tax_number'),
            locale: textIn(values, 'locale') as Locale,
            tax_rate: numberIn(values, 'tax_rate') ?? 0,
            tax_inclusive: values['tax_inclusive'] === true,
            service_charge_rate: numberIn(values, 'service_charge_rate') ?? 0,
            cash_rounding: amountIn(values, 'cash_rounding', currency) ?? 0,
            cash_difference_limit: amountIn(values, 'cash_difference_limit', currency) ?? 0,
            business_day_cutoff: textIn(values, 'business_day_cutoff'),
            guest_orders: textIn(values, 'guest_orders') as (typeof GUEST_ORDERS)[number],
            close: textIn(values, 'close') as (typeof CLOSES)[number],
            tips: {
              to: textIn(values, 'to') as (typeof TIPS_TO)[number],
              presets: textIn(values, 'tips')
                .split(/[^\d]+/)
                .filter(Boolean)
                .map(Number),
            },
            payment_methods: listIn(values, 'payment_methods') as Method[],
            version: outlet.version,
          },
        });
        if (!told.ok) return told.problem;
        await admin.load(outlet.id);
        toast(words.saved);
        return null;
      }}
    />
  );
}
