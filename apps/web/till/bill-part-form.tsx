import type { JSX } from 'preact';

import { t } from '../shared/words/index.js';
import type { Part, PartProps } from './bill-doing.js';
import { MergePart, RejectPart, VoidPart } from './bill-parts.js';
import { CompPart } from './comp-part.js';
import { DetailsPart } from './details-part.js';
import { DiscountPart } from './discount-part.js';
import { ExchangePart } from './exchange-part.js';
import { HistoryPart } from './history-part.js';
import { LinePart } from './line-part.js';
import { isParked } from './parked.js';
import { PricePart } from './price-part.js';
import { RefundPart } from './refund-part.js';
import { ReopenPart } from './reopen-part.js';
import type { Why } from './reason-field.js';
import { SplitPart } from './split-part.js';

interface PartFormProps extends PartProps {
  readonly part: Part;
  readonly onPart: (part: Part) => void;
}

/** What something to do with a bill asks for first. */
export function PartForm({ part, onPart, ...props }: PartFormProps): JSX.Element {
  const { till: words } = t.value;
  const { till, bill } = props;
  const { id, version } = bill;
  if (part === 'discount') return <DiscountPart {...props} />;
  if (part === 'split') return <SplitPart {...props} />;
  if (part === 'details') return <DetailsPart {...props} />;
  if (part === 'merge') return <MergePart {...props} />;
  if (part === 'history') return <HistoryPart {...props} />;
  if (part === 'refund') return <RefundPart {...props} />;
  if (part === 'reopen') return <ReopenPart {...props} />;
  if (part === 'exchange') return <ExchangePart {...props} />;
  if (part === 'reject') {
    const reject = (reason: string) =>
      props.perform(({ key }) =>
        till.api.post('/api/v1/orders/{id}/reject', { params: { path: { id } }, body: { reason, version }, key }),
      );
    return <RejectPart {...props} onReason={reject} />;
  }
  if (part === 'void') {
    const end = (why: Why) =>
      props.perform(({ key, approval }) =>
        till.api.post('/api/v1/orders/{id}/void', {
          params: { path: { id } },
          body: { ...why, version, ...(approval && { approval }) },
          key,
        }),
      );
    return <VoidPart {...props} title={isParked(bill) ? t.value.floor.discard : words.voidBill} onReason={end} />;
  }
  const itemId = Object.values(part)[0];
  const item = bill.items.find((one) => one.id === itemId);
  if (!item) return <></>;
  if ('changeLine' in part) return <LinePart {...props} item={item} onPart={onPart} />;
  if ('discountLine' in part) return <DiscountPart {...props} item={item} />;
  if ('compLine' in part) return <CompPart {...props} item={item} />;
  if ('priceLine' in part) return <PricePart {...props} item={item} />;
  const end = (why: Why) =>
    props.perform(({ approval }) =>
      till.api.del('/api/v1/orders/{id}/items/{item_id}', {
        params: { path: { id, item_id: item.id } },
        body: { ...why, version, ...(approval && { approval }) },
      }),
    );
  return <VoidPart {...props} title={words.voidLine(item.name)} onReason={end} />;
}
