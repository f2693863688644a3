import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import type { Item, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { ReasonField, type Why } from './reason-field.js';

/** Pieces of a line that are on the house: they are made, and nobody pays for them. */
export function CompPart(props: PartProps & { readonly item: Item }): JSX.Element {
  const { till, bill, perform, isBusy, onBack, item } = props;
  const { floor } = t.value;
  const [quantity, setQuantity] = useState(item.comped_quantity || item.quantity);
  const [why, setWhy] = useState<Why | null>(null);
  const params = { path: { id: bill.id, item_id: item.id } };
  const { version } = bill;
  const give = (reason: Why) =>
    perform(({ key, approval }) =>
      till.api.post('/api/v1/orders/{id}/items/{item_id}/comp', {
        params,
        body: { quantity, ...reason, version, ...(approval && { approval }) },
        key,
      }),
    );
  const takeBack = () =>
    perform(({ approval }) =>
      till.api.del('/api/v1/orders/{id}/items/{item_id}/comp', {
        params,
        body: { reason: floor.compOff, version, ...(approval && { approval }) },
      }),
    );
  return (
    <Form
      title={floor.comp(item.name)}
      submit={floor.compNow(quantity)}
      disabled={why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={() => why && give(why)}
    >
      {item.quantity > 1 && (
        <Stepper name={item.name} value={quantity} least={1} most={item.quantity} onChange={setQuantity} />
      )}
      <ReasonField till={till} kind="COMP" onWhy={setWhy} autofocus />
      {item.comped_quantity > 0 && (
        <Button kind="quiet" busy={isBusy} onPress={takeBack}>
          {floor.compOff}
        </Button>
      )}
    </Form>
  );
}
