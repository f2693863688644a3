import type { JSX } from 'preact';

import { HistoryIcon, MenuIcon, UndoIcon } from '../shared/icons.js';
import { t } from '../shared/words/index.js';
import { recallTicket } from './acts.js';
import { useDisplay } from './context.js';
import { PageTurner } from './page-turner.js';

interface ToolRailProps {
  readonly onRecent: () => void;
}

/** What is done with the board as a whole. */
export function ToolRail({ onRecent }: ToolRailProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  return (
    <div class="rail">
      <button
        type="button"
        class="tool"
        disabled={display.recent.value.length === 0}
        onClick={() => recallTicket(display)}
      >
        <UndoIcon />
        <span>{words.recall}</span>
      </button>
      <button type="button" class="tool" onClick={onRecent}>
        <HistoryIcon />
        <span>{words.recent}</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-pressed={display.settings.value.allDay}
        onClick={() => display.change({ allDay: !display.settings.peek().allDay })}
      >
        <MenuIcon />
        <span>{words.allDay}</span>
      </button>
      <PageTurner />
    </div>
  );
}
