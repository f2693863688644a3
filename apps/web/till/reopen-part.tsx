import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { ReasonField, type Why } from './reason-field.js';

/** Opens a settled bill to change again, once somebody has said why. */
export function ReopenPart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { floor } = t.value;
  const [why, setWhy] = useState<Why | null>(null);
  const submit = () =>
    perform(({ key, approval }) =>
      till.api.post('/api/v1/orders/{id}/reopen', {
        params: { path: { id: bill.id } },
        body: { ...why, version: bill.version, ...(approval && { approval }) },
        key,
      }),
    );
  return (
    <Form
      title={floor.reopen}
      submit={floor.reopen}
      disabled={why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <p class="quiet">{floor.reopenHint}</p>
      <ReasonField till={till} kind="REOPEN" onWhy={setWhy} autofocus />
    </Form>
  );
}
