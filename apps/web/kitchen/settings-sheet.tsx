import type { JSX } from 'preact';

import { play } from '../shared/sound.js';
import { setTheme, theme } from '../shared/theme.js';
import { Button } from '../shared/ui/button.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Sheet } from '../shared/ui/sheet.js';
import { wakeState } from '../shared/wake.js';
import { t } from '../shared/words/index.js';
import { ALERTS } from './alerts.js';
import { Choice, Switch, toggled } from './choice.js';
import { useDisplay } from './context.js';
import { SIZES } from './settings.js';

interface SettingsSheetProps {
  readonly onHelp: () => void;
  readonly onScreen: () => void;
  readonly onClose: () => void;
}

/** What is set on this device. */
export function SettingsSheet({ onHelp, onScreen, onClose }: SettingsSheetProps): JSX.Element {
  const display = useDisplay();
  const { kitchen: words, common } = t.value;
  const settings = display.settings.value;
  const user = display.session.user.value;
  const themes = { dark: common.dark, light: common.light, auto: common.auto };
  return (
    <Sheet title={words.settings} class="kitchen-sheet wide" onClose={onClose}>
      <div class="sheet-actions">
        <Button onPress={onScreen}>{words.startTitle}</Button>
        <Button onPress={onHelp}>{words.help}</Button>
        <Button onPress={() => void document.documentElement.requestFullscreen().catch(() => undefined)}>
          {words.fullScreen}
        </Button>
      </div>
      <Choice
        legend={words.size}
        options={SIZES.map((size) => ({ value: size, label: words.sizes[size] }))}
        chosen={[settings.size]}
        onChoose={(size) => display.change({ size })}
      />
      <Choice
        legend={common.theme}
        options={(['dark', 'light', 'auto'] as const).map((value) => ({ value, label: themes[value] }))}
        chosen={[theme.value]}
        onChoose={(next) => setTheme('kitchen', next)}
      />
      <fieldset class="choice">
        <legend>{words.sound}</legend>
        <Switch label={words.soundOn} on={settings.sound} onChange={(sound) => display.change({ sound })} />
        <label class="slider">
          <span>{words.volume}</span>
          <input
            type="range"
            min={10}
            max={100}
            step={10}
            value={settings.volume}
            disabled={!settings.sound}
            onInput={(event) => display.change({ volume: event.currentTarget.valueAsNumber })}
          />
        </label>
        <div class="sheet-actions" role="group" aria-label={words.testSound}>
          {ALERTS.map((alert) => (
            <Button key={alert} disabled={!settings.sound} onPress={() => play(alert)}>
              {words.sounds[alert]}
            </Button>
          ))}
        </div>
      </fieldset>
      <Choice
        legend={words.onlyTypes}
        many
        options={Object.entries(words.types).map(([value, label]) => ({ value, label }))}
        chosen={settings.types.length === 0 ? Object.keys(words.types) : settings.types}
        onChoose={(type) => display.change({ types: typesWith(settings.types, type, Object.keys(words.types)) })}
      />
      <div class="choice">
        <Switch label={words.combine} on={settings.combine} onChange={(combine) => display.change({ combine })} />
        <Switch
          label={words.withModifiers}
          on={settings.allDayModifiers}
          onChange={(on) => display.change({ allDayModifiers: on })}
        />
        {wakeState.value === 'impossible' ? (
          <p class="quiet">{words.awakeImpossible}</p>
        ) : (
          <Switch label={words.awake} on={settings.keepAwake} onChange={(keepAwake) => display.change({ keepAwake })} />
        )}
      </div>
      <div class="sheet-actions">
        <LanguageSwitch />
        {user && <p class="quiet">{words.signedInAs(user.name ?? user.username ?? user.email ?? '')}</p>}
        <Button kind="danger" onPress={() => void display.session.signOut()}>
          {common.signOut}
        </Button>
      </div>
    </Sheet>
  );
}

/** All types and none are the same: nothing is filtered. */
function typesWith(chosen: readonly string[], type: string, all: readonly string[]): readonly string[] {
  const next = toggled(chosen.length === 0 ? all : chosen, type);
  return next.length === all.length ? [] : next;
}
