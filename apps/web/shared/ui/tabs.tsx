import type { ComponentChildren, JSX, TargetedKeyboardEvent } from 'preact';

export interface Tab {
  readonly id: string;
  readonly label: ComponentChildren;
  /** A number beside the name. */
  readonly count?: number;
}

interface TabsProps {
  /** What the tabs are of, for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** The id of the element that shows what is chosen. */
  readonly panel: string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** A row of tabs: arrows go from one to the next, as everywhere. */
export function Tabs({ label, tabs, chosen, onChoose, panel }: TabsProps): JSX.Element {
  const step = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`#${CSS.escape(`tab-${next.id}`)}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={step}>
      {tabs.map(({ id, label: name, count }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          class="button quiet"
          aria-selected={id === chosen}
          aria-controls={panel}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
          {count !== undefined && <span class="count number">{count}</span>}
        </button>
      ))}
    </div>
  );
}
