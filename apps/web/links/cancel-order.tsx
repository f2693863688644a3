import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Api, Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';

interface CancelOrderProps {
  readonly order: Schemas['OrderDetailsResponse'];
  readonly api: Api;
  readonly onChanged: () => void;
}

/** Calls an order off, after a second look. */
export function CancelOrder({ order, api, onChanged }: CancelOrderProps): JSX.Element {
  const { common, links } = t.value;
  const [isOpen, open] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);

  async function cancel(event: Event): Promise<void> {
    event.preventDefault();
    if (reason.trim() === '') return setError(common.fillIn(links.cancelReason));
    setBusy(true);
    const outcome = await api.patch('/api/v1/orders/{id}/cancel', {
      params: { path: { id: order.id } },
      body: { reason: reason.trim() },
    });
    setBusy(false);
    if (outcome.ok) {
      open(false);
      toast(links.cancelled);
    } else setError(problemText(outcome.problem));
    onChanged();
  }

  return (
    <>
      <Button kind="danger" onPress={() => open(true)}>
        {links.cancelOrder}
      </Button>
      {isOpen && (
        <Sheet title={links.cancelOrder} onClose={() => open(false)}>
          <form class="stack" noValidate onSubmit={(event) => void cancel(event)}>
            <p>{links.cancelText}</p>
            <Field label={links.cancelReason} value={reason} onInput={setReason} maxLength={200} error={error} />
            <Button kind="danger" type="submit" busy={isBusy}>
              {links.cancelOrder}
            </Button>
            <Button onPress={() => open(false)}>{links.keepOrder}</Button>
          </form>
        </Sheet>
      )}
    </>
  );
}
