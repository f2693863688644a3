import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { type NamedDrawer, NO_DRAWER } from './drawer.js';

interface DrawerChoiceProps {
  readonly drawers: readonly NamedDrawer[];
  /** The id of one of them, or {@link NO_DRAWER}; undefined until it is said. */
  readonly chosen: string | undefined;
  readonly onChoose: (chosen: string) => void;
}

/** The drawers of the counter. One that somebody has says who, and is not chosen. */
export function DrawerChoice({ drawers, chosen, onChoose }: DrawerChoiceProps): JSX.Element {
  const { drawers: words } = t.value;
  return (
    <fieldset class="choices">
      <legend>{words.which}</legend>
      {drawers.map(({ id, name, shift }) => (
        <Button key={id} pressed={chosen === id} disabled={shift !== null} onPress={() => onChoose(id)}>
          {name}
          {shift && <span class="quiet"> {shift.user_name ? words.with(shift.user_name) : words.taken}</span>}
        </Button>
      ))}
      <Button pressed={chosen === NO_DRAWER} onPress={() => onChoose(NO_DRAWER)}>
        {words.none}
      </Button>
    </fieldset>
  );
}
