import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Field } from '../shared/ui/field.js';
import { parseMoney } from '../shared/money.js';
import { t } from '../shared/words/index.js';
import type { Item, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { ReasonField, type Why } from './reason-field.js';

/** Another price of a piece, by hand. */
export function PricePart(props: PartProps & { readonly item: Item }): JSX.Element {
  const { till, bill, perform, isBusy, onBack, item } = props;
  const { floor } = t.value;
  const [text, setText] = useState('');
  const [why, setWhy] = useState<Why | null>(null);
  const price = parseMoney(text, bill.currency);
  const put = (reason: Why) =>
    perform(({ key, approval }) =>
      till.api.post('/api/v1/orders/{id}/items/{item_id}/price', {
        params: { path: { id: bill.id, item_id: item.id } },
        body: { unit_price: price ?? 0, ...reason, version: bill.version, ...(approval && { approval }) },
        key,
      }),
    );
  return (
    <Form
      title={floor.price(item.name)}
      submit={floor.otherPrice}
      disabled={price === null || why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={() => why && put(why)}
    >
      <Field
        label={floor.pricePiece}
        hint={till.money(item.unit_price)}
        value={text}
        onInput={setText}
        inputmode="decimal"
        autofocus
      />
      <ReasonField till={till} kind="PRICE" onWhy={setWhy} />
    </Form>
  );
}
