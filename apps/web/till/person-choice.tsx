import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Colleague } from './lock.js';
import type { Till } from './till.js';

interface PersonChoiceProps {
  readonly till: Till;
  readonly label: string;
  /** Who of the colleagues is to choose from. */
  readonly may: (colleague: Colleague) => boolean;
  readonly chosen: Colleague | null;
  readonly onChoose: (colleague: Colleague) => void;
}

/** One of the colleagues who have a PIN here. */
export function PersonChoice({ till, label, may, chosen, onChoose }: PersonChoiceProps): JSX.Element {
  useEffect(() => void till.lock.load(), []);
  const me = till.session.user.value?.id;
  const people = (till.lock.colleagues.value ?? []).filter((one) => one.id !== me && may(one));
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {people.length === 0 && <p class="quiet">{t.value.till.noColleagues}</p>}
      {people.map((one) => (
        <Button key={one.id} pressed={chosen?.id === one.id} onPress={() => onChoose(one)}>
          {one.name}
        </Button>
      ))}
    </fieldset>
  );
}
