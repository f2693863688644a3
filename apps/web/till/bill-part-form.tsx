import type { JSX } from 'preact';

import { t } from '../shared/words/index.js';
import type { Part, PartProps } from './bill-doing.js';
import { DiscountPart, MergePart, ReasonPart, RefundPart, SplitPart } from './bill-parts.js';
import { HistoryPart } from './history-part.js';
import { LinePart } from './line-part.js';

/** What something to do with a bill asks for first. */
export function PartForm({ part, ...props }: PartProps & { readonly part: Part }): JSX.Element {
  const { till: words } = t.value;
  const { till, bill } = props;
  const { id, version } = bill;
  if (part === 'discount') return <DiscountPart {...props} />;
  if (part === 'split') return <SplitPart {...props} />;
  if (part === 'merge') return <MergePart {...props} />;
  if (part === 'history') return <HistoryPart {...props} />;
  if (part === 'refund') return <RefundPart {...props} />;
  if (part === 'reject') {
    const reject = (reason: string) =>
      props.perform(({ key }) =>
        till.api.post('/api/v1/orders/{id}/reject', { params: { path: { id } }, body: { reason, version }, key }),
      );
    return <ReasonPart {...props} title={words.reject} label={words.rejectWhy} onReason={reject} />;
  }
  if (part === 'void') {
    const end = (reason: string) =>
      props.perform(({ key, approval }) =>
        till.api.post('/api/v1/orders/{id}/void', {
          params: { path: { id } },
          body: { reason, version, ...(approval && { approval }) },
          key,
        }),
      );
    return <ReasonPart {...props} title={words.voidBill} label={words.reason} onReason={end} />;
  }
  if ('changeLine' in part) {
    const changed = bill.items.find((one) => one.id === part.changeLine);
    return changed ? <LinePart {...props} item={changed} /> : <></>;
  }
  const item = bill.items.find((one) => one.id === part.voidLine);
  const end = (reason: string) =>
    props.perform(({ approval }) =>
      till.api.del('/api/v1/orders/{id}/items/{item_id}', {
        params: { path: { id, item_id: part.voidLine } },
        body: { reason, version, ...(approval && { approval }) },
      }),
    );
  return <ReasonPart {...props} title={words.voidLine(item?.name ?? '')} label={words.reason} onReason={end} />;
}
