import type { Schemas } from '../shared/api.js';
import type { Tender } from './tenders.js';

/** What a payment by tender names. */
export interface Slip {
  readonly tender: Tender;
  readonly reference: string;
  readonly last4: string;
  readonly cardType: Schemas['CardType'] | null;
}

/** Beside the bill, in the smallest unit: 0 for none. `isSure`: however much it is, it is meant. */
export interface Tip {
  readonly tip: number;
  readonly isSure: boolean;
}

/** Money that somebody hands over, or shows that it was paid: cash, in the smallest unit, or a tender. */
export type Means =
  | ({ readonly kind: 'cash'; readonly tendered: number } & Tip)
  | ({ readonly kind: 'tender' } & Slip & Tip);

/** A tip as requests name it. */
export const tipOf = ({ tip, isSure }: Tip) => ({ ...(tip > 0 && { tip, ...(isSure && { tip_confirmed: true }) }) });

/** Cash of which nobody said how much it is: exactly what is due. */
type ExactCash = { readonly kind: 'cash'; readonly tendered?: undefined } & Tip;

/** As requests name it. */
export const bodyOf = (means: Means | ExactCash) =>
  means.kind === 'cash'
    ? {
        method: 'cash' as const,
        ...(means.tendered !== undefined && { tendered: means.tendered }),
        ...(means.isSure && { tendered_confirmed: true }),
        ...tipOf(means),
      }
    : {
        method: means.tender.method,
        tender_id: means.tender.id,
        ...(means.reference.trim() && { reference: means.reference.trim() }),
        ...(means.last4 && { last4: means.last4 }),
        ...(means.cardType && { card_type: means.cardType }),
        ...tipOf(means),
      };
