import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Item, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { ReasonField, type Why } from './reason-field.js';

/** A percentage or an amount off the bill, or off one line of it. */
export function DiscountPart(props: PartProps & { readonly item?: Item }): JSX.Element {
  const { till, bill, perform, isBusy, onBack, item } = props;
  const { till: words, floor } = t.value;
  const [type, setType] = useState<'PERCENT' | 'FIXED'>('PERCENT');
  const [text, setText] = useState('');
  const [why, setWhy] = useState<Why | null>(null);
  const value = type === 'PERCENT' ? Number(text.replace(',', '.') || NaN) : (parseMoney(text, bill.currency) ?? NaN);
  const title = item ? floor.lineDiscount(item.name) : words.discount;
  const hasOne = item?.discounts.some(({ source }) => source === 'LINE');

  const put = (terms: { type: 'PERCENT' | 'FIXED'; value: number }, reason: Why) =>
    perform(({ key, approval }) => {
      const body = { ...terms, ...reason, version: bill.version, ...(approval && { approval }) };
      return item
        ? till.api.post('/api/v1/orders/{id}/items/{item_id}/discount', {
            params: { path: { id: bill.id, item_id: item.id } },
            body,
            key,
          })
        : till.api.post('/api/v1/orders/{id}/discount', { params: { path: { id: bill.id } }, body, key });
    });

  return (
    <Form
      title={title}
      submit={words.discount}
      disabled={!(value > 0) || why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={() => why && put({ type, value }, why)}
    >
      <div class="choices" role="group" aria-label={title}>
        <Button pressed={type === 'PERCENT'} onPress={() => setType('PERCENT')}>
          {words.percent}
        </Button>
        <Button pressed={type === 'FIXED'} onPress={() => setType('FIXED')}>
          {words.amount}
        </Button>
      </div>
      <Field
        label={type === 'PERCENT' ? words.percent : words.amount}
        value={text}
        onInput={setText}
        inputmode="decimal"
        autofocus
      />
      <ReasonField till={till} kind="DISCOUNT" onWhy={setWhy} />
      {hasOne && (
        <Button kind="quiet" busy={isBusy} onPress={() => put({ type: 'FIXED', value: 0 }, { reason: floor.takeOff })}>
          {floor.takeOff}
        </Button>
      )}
    </Form>
  );
}
