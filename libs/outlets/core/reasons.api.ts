import type { ReasonKind } from './model/reason.js';

export type { ReasonKind } from './model/reason.js';

export interface ChosenReason {
  readonly outletId: string;
  readonly reasonId: string;
  /** What the act may be done for. */
  readonly kinds: readonly ReasonKind[];
  /** What is said beside it, in words of whoever does it. */
  readonly note?: string;
}

/** Reasons that an outlet's staff choose from, for whoever is given one. */
export abstract class ReasonsApi {
  /**
   * What a history keeps of a reason that was chosen: its label, and the note behind it. Throws `REASON_NOT_FOUND` (404), and `REASON_INACTIVE`,
   * `REASON_OF_OTHER_KIND` and `REASON_NOTE_REQUIRED` (422).
   */
  abstract wordsOf(chosen: ChosenReason): Promise<string>;
}
