import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { AskAfar } from './approval-afar.js';
import { ApprovalByPin } from './approval-by-pin.js';
import type { Till } from './till.js';

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

/** Somebody who may says yes: at the cashier's till by their PIN, or from wherever they are. */
export function ApprovalSheet({ till, refusal, onApprove, onClose }: ApprovalSheetProps): JSX.Element {
  const { till: words, floor } = t.value;
  const [isAfar, askAfar] = useState(false);
  // A count that is off has somebody at the drawer behind it: no permission is missing.
  const asked = typeof refusal.more['permission'] === 'string' ? refusal.asked : undefined;
  return (
    <Sheet title={words.approve} onClose={onClose}>
      {isAfar && asked ? (
        <AskAfar till={till} asked={asked} onApprove={onApprove} onBack={() => askAfar(false)} />
      ) : (
        <>
          <ApprovalByPin till={till} onApprove={onApprove} />
          {asked && (
            <Button kind="quiet" onPress={() => askAfar(true)}>
              {floor.askAfar}
            </Button>
          )}
        </>
      )}
    </Sheet>
  );
}
