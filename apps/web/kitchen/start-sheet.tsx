import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { Choice, toggled } from './choice.js';
import { useDisplay } from './context.js';
import type { Outlet } from './kitchen-api.js';
import type { Settings } from './settings.js';

interface StartSheetProps {
  readonly outlets: readonly Outlet[];
  /** Stations of an outlet by their codes, as far as they are known. */
  readonly stations: readonly { readonly code: string; readonly name: string }[];
  readonly onOutlet: (id: string) => void;
  readonly onStart: (choice: Pick<Settings, 'outletId' | 'stations' | 'view'>) => void;
}

/** Which screen this is. The tap on *Start* is what browsers want before they let sound out. */
export function StartSheet({ outlets, stations, onOutlet, onStart }: StartSheetProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const settings = display.settings.value;
  const [outletId, setOutletId] = useState(settings.outletId ?? outlets[0]?.id ?? null);
  const [chosen, choose] = useState(settings.stations);
  const [view, setView] = useState(settings.view);
  const known = [
    ...stations,
    ...chosen.filter((code) => !stations.some((one) => one.code === code)).map((code) => ({ code, name: code })),
  ];
  return (
    <Sheet title={words.startTitle} class="kitchen-sheet start">
      {outlets.length > 1 && (
        <Choice
          legend={words.outlet}
          options={outlets.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={outletId === null ? [] : [outletId]}
          onChoose={(id) => {
            setOutletId(id);
            choose([]);
            onOutlet(id);
          }}
        />
      )}
      <Choice
        legend={words.view}
        options={[
          { value: 'STATION', label: words.viewStation },
          { value: 'PASS', label: words.viewPass },
        ]}
        chosen={[view]}
        onChoose={setView}
      />
      <Choice
        legend={words.stations}
        many
        options={[
          { value: '', label: words.allStations },
          ...known.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        chosen={chosen.length === 0 ? [''] : chosen}
        onChoose={(code) => choose(code === '' ? [] : toggled(chosen, code))}
      />
      <Button kind="main" class="start-button" autofocus onPress={() => onStart({ outletId, stations: chosen, view })}>
        {words.startButton}
      </Button>
      <div class="sheet-actions">
        <p class="quiet">{words.startHint}</p>
        <LanguageSwitch />
      </div>
    </Sheet>
  );
}
