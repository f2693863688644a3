import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { clockTime } from '../shared/ui/banner.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { recallTicket } from './acts.js';
import { useDisplay } from './context.js';
import { calledBy } from './tickets.js';

interface RecentSheetProps {
  readonly timeZone: string | undefined;
  readonly onClose: () => void;
}

/** What was bumped in the last half hour, each to be brought back. */
export function RecentSheet({ timeZone, onClose }: RecentSheetProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const recent = display.recent.value;
  return (
    <Sheet title={words.recentTitle} class="kitchen-sheet" onClose={onClose}>
      {recent.length === 0 && <p>{words.recentEmpty}</p>}
      <ul class="recent">
        {recent.map(({ ticket, at }) => (
          <li key={ticket.id}>
            <div>
              <h3>
                {calledBy(ticket)} <span class="number quiet">{ticket.number}</span>
              </h3>
              <p class="quiet">
                {words.bumpedAt(clockTime(at, timeZone))} ·{' '}
                {ticket.lines.map((line) => `${line.quantity}× ${line.name}`).join(', ')}
              </p>
            </div>
            <Button label={words.bringBackNamed(calledBy(ticket))} onPress={() => recallTicket(display, ticket)}>
              {words.bringBack}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
