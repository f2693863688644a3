import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { Keypad } from '../shared/ui/keypad.js';
import { t } from '../shared/words/index.js';
import type { ApprovalSheetProps } from './approval-given.js';
import { said } from './problems.js';
import { Wrong } from './wrong.js';

const LONGEST_PIN = 8;

/** Who approves, and their PIN. */
export function ApprovalByPin({ till, onApprove }: Pick<ApprovalSheetProps, 'till' | 'onApprove'>): JSX.Element {
  const { till: words } = t.value;
  const [who, setWho] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const act = useAct();
  useEffect(() => void till.lock.load(), []);
  const leads = (till.lock.colleagues.value ?? []).filter(({ role }) => role === 'SUPERVISOR' || role === 'ADMIN');
  const approve = () =>
    act.run(async () => {
      if (!who) return null;
      const problem = await onApprove({ user_id: who, pin });
      setPin('');
      return problem;
    });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        approve();
      }}
    >
      <fieldset class="choices">
        <legend>{words.approver}</legend>
        {leads.map(({ id, name }) => (
          <Button key={id} pressed={who === id} onPress={() => setWho(id)}>
            {name}
          </Button>
        ))}
      </fieldset>
      <label class="amount-field">
        <span>{words.pin}</span>
        <input
          class="number"
          type="password"
          inputMode="numeric"
          autocomplete="off"
          value={pin}
          maxLength={LONGEST_PIN}
          onInput={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
        />
      </label>
      <Keypad
        onDigit={(digits) => setPin((pin + digits).slice(0, LONGEST_PIN))}
        onErase={() => setPin(pin.slice(0, -1))}
      />
      {act.problem && <Wrong text={said(act.problem)} />}
      <Button kind="main" type="submit" busy={act.isBusy} disabled={!who || pin.length < 4}>
        {words.approveNow}
      </Button>
    </form>
  );
}
