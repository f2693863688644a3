import type { Outcome } from '../shared/api.js';
import type { ApprovalGiven } from './approval-given.js';
import type { Details } from './bills.js';
import type { Till } from './till.js';

/** Something to do with a bill that asks for more first. */
export type Part =
  | 'discount'
  | 'split'
  | 'merge'
  | 'details'
  | 'history'
  | 'refund'
  | 'reopen'
  | 'exchange'
  | 'void'
  | 'reject'
  | { readonly voidLine: string }
  | { readonly changeLine: string }
  | { readonly discountLine: string }
  | { readonly compLine: string }
  | { readonly priceLine: string };

/** A line of a bill. */
export type Item = Details['items'][number];

/** Does something with the bill; where a supervisor has to agree, it is done again with their approval. */
export type Do = (work: (more: { key: string; approval?: ApprovalGiven }) => Promise<Outcome<unknown>>) => void;

export interface PartProps {
  readonly till: Till;
  readonly bill: Details;
  readonly perform: Do;
  readonly isBusy: boolean;
  readonly onBack: () => void;
}
