import type { JSX } from 'preact';

import { formatMoney } from '../shared/money.js';
import { language, t } from '../shared/words/index.js';
import { FormSheet } from './form.js';
import { amountIn, type FormField, numberIn, typedAmount, type Values } from './form-values.js';
import type { LimitName, Limits } from './permission-rules.js';

/** The highest value of each that the API takes. */
const MOST = { max_percent: 100, max_age_minutes: 525_600, max_per_shift: 10_000 } as const;

/** The limits in a few words: "up to 10 %, up to Rp 50.000". */
export function limitsText(limits: Limits, currency: string): string {
  const { upTo, noLimit } = t.value.permissions;
  const parts = [
    ...(limits.max_percent === undefined ? [] : [upTo.percent(limits.max_percent.toLocaleString(language.value))]),
    ...(limits.max_amount === undefined ? [] : [upTo.amount(formatMoney(limits.max_amount, currency, language.value))]),
    ...(limits.max_age_minutes === undefined ? [] : [upTo.minutes(limits.max_age_minutes)]),
    ...(limits.max_per_shift === undefined ? [] : [upTo.times(limits.max_per_shift)]),
  ];
  return parts.length > 0 ? parts.join(', ') : noLimit;
}

interface LimitsSheetProps {
  readonly title: string;
  /** The limits that this permission knows. */
  readonly names: readonly LimitName[];
  readonly limits: Limits;
  readonly currency: string;
  readonly onClose: () => void;
  readonly onDone: (limits: Limits) => void;
}

/** Up to where somebody may do it alone. */
export function LimitsSheet({ title, names, limits, currency, onClose, onDone }: LimitsSheetProps): JSX.Element {
  const { permissions: said } = t.value;
  const fields = names.map((name): FormField => {
    const [label, hint] = [said.limits[name], said.limitHints[name]];
    return name === 'max_amount'
      ? { kind: 'money', name, label, hint, currency }
      : {
          kind: 'number',
          name,
          label,
          hint,
          most: MOST[name],
          broken: name === 'max_percent',
          wrong: said.noNumber(MOST[name].toLocaleString(language.value)),
        };
  });
  const typed = (name: LimitName): string =>
    name === 'max_amount' ? typedAmount(limits.max_amount, currency) : (limits[name]?.toString() ?? '');
  const valueOf = (values: Values, name: LimitName): number | null =>
    name === 'max_amount' ? amountIn(values, name, currency) : numberIn(values, name);
  return (
    <FormSheet
      title={title}
      onClose={onClose}
      submit={said.useLimits}
      fields={fields}
      values={Object.fromEntries(names.map((name) => [name, typed(name)]))}
      onSubmit={(values) => {
        const given = names.flatMap((name) => {
          const value = valueOf(values, name);
          return value === null ? [] : [[name, value] as const];
        });
        onDone(Object.fromEntries(given));
        return Promise.resolve(null);
      }}
    >
      <p class="quiet">{said.limitsHint}</p>
    </FormSheet>
  );
}
