import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { AskAfar } from './approval-afar.js';
import { ApprovalByPin } from './approval-by-pin.js';
import type { ApprovalSheetProps } from './approval-given.js';

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
