import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PrinterIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { rushCard, sellOut } from './acts.js';
import { useDisplay } from './context.js';
import type { Card } from './queue.js';
import type { Line } from './tickets.js';

interface TicketSheetProps {
  readonly card: Card;
  readonly onPrint: (card: Card) => void;
  readonly onClose: () => void;
}

/** What is done with one ticket now and then: a dish that has run out, a slip of paper, first in the queue. */
export function TicketSheet({ card, onPrint, onClose }: TicketSheetProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const [asked, ask] = useState<Line | null>(null);
  const [isBusy, setBusy] = useState(false);
  const dishes = [...new Map(card.lines.map((line) => [line.product_id, line])).values()];

  async function takeOff(line: Line): Promise<void> {
    setBusy(true);
    const isOff = await sellOut(display, line);
    setBusy(false);
    if (isOff) onClose();
  }

  if (asked) {
    return (
      <Sheet title={words.soldOutAsk(asked.name)} class="kitchen-sheet" onClose={() => ask(null)} key="ask">
        <div class="sheet-actions">
          <Button onPress={() => ask(null)}>{t.value.common.cancel}</Button>
          <Button kind="danger" busy={isBusy} onPress={() => void takeOff(asked)}>
            {words.soldOutYes}
          </Button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={words.menuOf(card.name)} class="kitchen-sheet" onClose={onClose} key="menu">
      <div class="sheet-actions">
        <Button
          onPress={() => {
            onPrint(card);
            onClose();
          }}
        >
          <PrinterIcon /> {words.print}
        </Button>
        <Button
          pressed={card.rush}
          onPress={() => {
            void rushCard(display, card, !card.rush);
            onClose();
          }}
        >
          {card.rush ? words.rushOff : words.rushOn}
        </Button>
      </div>
      <ul class="dishes">
        {dishes.map((line) => (
          <li key={line.product_id}>
            <span>{line.name}</span>
            <Button kind="danger" label={words.soldOutNamed(line.name)} onPress={() => ask(line)}>
              {words.soldOut}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
