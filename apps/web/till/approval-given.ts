import type { Problem } from '../shared/api.js';
import type { Till } from './till.js';

/** Who approves, with their PIN. */
export interface ApprovalGiven {
  readonly user_id: string;
  readonly pin: string;
}

export interface ApprovalSheetProps {
  readonly till: Till;
  /** Why it needs an approval, with the request that was refused. */
  readonly refusal: Problem;
  /** Does what was refused once more, with the approval where it is one by PIN; answers the problem that is left. */
  readonly onApprove: (approval?: ApprovalGiven) => Promise<Problem | null>;
  readonly onClose: () => void;
}
