import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

import { BackIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Keypad } from '../shared/ui/keypad.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Broken, Empty, Loading, problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import type { Colleague } from './lock.js';
import type { Till } from './till.js';

const LONGEST_PIN = 8;
const SHORTEST_PIN = 4;

/** Somebody has to say who they are before anything is sold. */
export function LockScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const { lock } = till;
  const [who, choose] = useState<Colleague | null>(null);
  useEffect(() => void lock.load(), []);
  const list = lock.colleagues.value;
  return (
    <>
      <header class="bar">
        <h1>{till.shop.outlet.value?.name ?? words.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="lock">
        {who ? (
          <PinEntry till={till} who={who} onBack={() => choose(null)} />
        ) : (
          <>
            <h2>{words.whoAreYou}</h2>
            {lock.problem.value && <Broken problem={lock.problem.value} onRetry={() => void lock.load()} />}
            {!list && !lock.problem.value && <Loading />}
            {list?.length === 0 && <Empty title={words.noColleagues} />}
            <div class="people">
              {list?.map((one) => (
                <Button key={one.id} class="person" onPress={() => choose(one)}>
                  {one.name}
                </Button>
              ))}
            </div>
            <Button
              kind="quiet"
              onPress={() => {
                void till.session.signOut();
              }}
            >
              {words.withPassword}
            </Button>
          </>
        )}
      </main>
    </>
  );
}

interface PinEntryProps {
  readonly till: Till;
  readonly who: Colleague;
  readonly onBack: () => void;
}

function PinEntry({ till, who, onBack }: PinEntryProps): JSX.Element {
  const { till: words, common } = t.value;
  const [pin, setPin] = useState('');
  const act = useAct();
  const unlock = () =>
    act.run(async () => {
      const problem = await till.lock.unlock(who.id, pin);
      setPin('');
      return problem;
    });
  const type = (digits: string) => {
    act.clear();
    setPin((now) => (now + digits).slice(0, LONGEST_PIN));
  };
  // At once: the next key may come before the next frame.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') setPin((now) => now.slice(0, -1));
      else if (event.key === 'Escape') onBack();
      else if (event.key === 'Enter' && pin.length >= SHORTEST_PIN && !(event.target instanceof HTMLButtonElement))
        unlock();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return (
    <>
      <div class="row">
        <Button kind="quiet" class="icon" label={common.back} onPress={onBack}>
          <BackIcon />
        </Button>
        <h2>{words.pinOf(who.name)}</h2>
      </div>
      <p class="dots" role="status">
        <span aria-hidden="true">{'●'.repeat(pin.length) || ' '}</span>
        <span class="unseen">{words.digitsTyped(pin.length)}</span>
      </p>
      {act.problem && (
        <p class="banner late" role="alert">
          {problemText(act.problem)}
        </p>
      )}
      <Keypad onDigit={type} onErase={() => setPin(pin.slice(0, -1))} />
      <Button kind="main" busy={act.isBusy} disabled={pin.length < SHORTEST_PIN} onPress={unlock}>
        {words.unlock}
      </Button>
    </>
  );
}
