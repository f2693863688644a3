import type { JSX } from 'preact';

import { type Group, type Option, type Picked, say, wordsOf } from '../choices.js';

export interface SaidProps {
  readonly group: Group;
  readonly option: Option;
  readonly picked: Picked;
  readonly onPick: (picked: Picked) => void;
  /** The language of the menu, where it is not the page's own. */
  readonly lang?: string;
}

/** What may be said of an option: no, extra, on the side. What is sold out can still be left out. */
export function SaidOfOption({ group, option, picked, onPick, lang }: SaidProps): JSX.Element {
  const said = wordsOf(picked, option.id);
  return (
    <div class="said" role="group" aria-label={option.name} lang={lang}>
      {group.pre?.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          class="button plain"
          aria-pressed={said.includes(code)}
          disabled={!option.available && code !== 'NO'}
          onClick={() => onPick(say(group, picked, option.id, code))}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
