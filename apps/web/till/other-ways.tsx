import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';

export type Gateway = 'midtrans' | 'pix' | 'credit_card';

interface OtherWaysProps {
  readonly till: Till;
  readonly isBusy: boolean;
  readonly disabled: boolean;
  readonly onGateway: (way: Gateway) => void;
  readonly onTender: (tender: Tender) => void;
}

/** What is paid by besides cash: gateways, by which guests pay themselves, then what staff record. */
export function OtherWays({ till, isBusy, disabled, onGateway, onTender }: OtherWaysProps): JSX.Element | null {
  const { till: words } = t.value;
  const methods = till.shop.outlet.value?.payment_methods ?? [];
  const gateways = methods.filter((way): way is Gateway => way !== 'cash');
  const tenders = till.tenders.inUse.value;
  if (gateways.length + tenders.length === 0) return null;
  return (
    <fieldset class="choices">
      <legend>{words.otherWays}</legend>
      {gateways.map((way) => (
        <Button key={way} busy={isBusy} disabled={disabled} onPress={() => onGateway(way)}>
          {words.ways[way] ?? way}
        </Button>
      ))}
      {tenders.map((tender) => (
        <Button key={tender.id} disabled={disabled || isBusy} onPress={() => onTender(tender)}>
          {tender.name}
        </Button>
      ))}
    </fieldset>
  );
}
