import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { clockTime } from '../shared/ui/banner.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { recallTicket } from './acts.js';
import { useDisplay } from './context.js';
import type { Doer } from './kitchen-api.js';
import { calledBy, type Ticket } from './tickets.js';

interface RecentSheetProps {
  readonly timeZone: string | undefined;
  readonly onClose: () => void;
}

/** What was bumped in the last half hour, when and by whom, each to be brought back. */
export function RecentSheet({ timeZone, onClose }: RecentSheetProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const recent = display.recent.value;
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    void display.kitchen.names().then((told) => told.ok && setNames(told.data));
  }, []);
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
                {words.bumpedAt(clockTime(at, timeZone))}
                <By ticket={ticket} names={names} /> ·{' '}
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

interface ByProps {
  readonly ticket: Ticket;
  readonly names: ReadonlyMap<string, string>;
}

/** Who bumped it, as soon as the server has told. */
function By({ ticket, names }: ByProps): JSX.Element | null {
  const { kitchen } = useDisplay();
  const [doer, setDoer] = useState<Doer | null>(null);
  useEffect(() => {
    void kitchen.bumpedBy(ticket.id).then((told) => told.ok && setDoer(told.data));
  }, [ticket.id, ticket.version]);
  const { roles } = t.value.history;
  const who = doer && (names.get(doer.id ?? '') ?? roles[doer.role ?? '']);
  return who ? <> {t.value.kitchen.bumpedBy(who)}</> : null;
}
