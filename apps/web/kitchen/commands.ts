import { useEffect } from 'preact/hooks';

import { bumpCard, recallTicket, startCard } from './acts.js';
import { useDisplay } from './context.js';
import type { Display } from './display.js';
import { type Command, commandOf } from './keys.js';
import type { Card } from './queue.js';

interface Opens {
  readonly onMore: (card: Card) => void;
  readonly onHelp: () => void;
}

/** Keys and bump bars, and the touches that hold the board still. */
export function useCommands(opens: Opens): void {
  const display = useDisplay();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      display.touched();
      const command = commandOf(event);
      // A sheet has keys of its own, and so has a field.
      if (!command || document.querySelector('dialog[open]') || isTyping(event.target)) return;
      if (command.kind === 'bump' && isOwnAffair(event.target) && display.selected.peek() === null) return;
      event.preventDefault();
      run(display, command, opens);
    };
    const onTouch = () => display.touched();
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onTouch, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onTouch, { capture: true });
    };
  }, [opens.onMore, opens.onHelp]);
}

function run(display: Display, command: Command, { onMore, onHelp }: Opens): void {
  const { layout, selected } = display;
  const visible = layout.visible.peek().filter((key) => display.cardOf.peek().has(key));
  const cardAt = (key: string | null | undefined) => (key == null ? undefined : display.cardOf.peek().get(key));
  switch (command.kind) {
    case 'select':
      // As numbered on the page, where a card that has left keeps its number until the page is packed anew.
      selected.value = cardAt(layout.visible.peek()[command.index])?.key ?? null;
      return;
    case 'bump': {
      const card = cardAt(selected.peek() ?? visible[0]);
      selected.value = null;
      if (card) bumpCard(display, card);
      return;
    }
    case 'start': {
      const card = cardAt(selected.peek());
      if (card) startCard(display, card);
      return;
    }
    case 'menu': {
      const card = cardAt(selected.peek());
      if (card) onMore(card);
      return;
    }
    case 'recall':
      return recallTicket(display);
    case 'page':
      return layout.goTo(layout.page.peek() + command.by);
    case 'all-day':
      return display.change({ allDay: !display.settings.peek().allDay });
    case 'help':
      return onHelp();
    case 'deselect':
      selected.value = null;
      display.highlighted.value = null;
  }
}

/** Enter on a button that has the focus presses it. */
function isOwnAffair(target: EventTarget | null): boolean {
  return target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
