import { effect } from '@preact/signals';
import { render } from 'preact';

import { startClock } from '../shared/clock.js';
import { startTheme } from '../shared/theme.js';
import { watchForMissingFiles, watchForUpdates } from '../shared/updates.js';
import { startWords } from '../shared/words/start.js';
import { accentOf } from './accent.js';
import { scanOf } from './address.js';
import { App, loadLater } from './app.js';
import { enter } from './enter.js';
import { end, follow, live } from './follow.js';
import { loadMenu } from './load.js';
import { startQuotes } from './send.js';
import { cart, menu, session, stage } from './state.js';

// Neither a secret nor a token stays in the address, in a picture of the screen, or in what is shared.
const scan = scanOf(location);
history.replaceState(null, '', '/t/');

watchForMissingFiles();
startTheme('guest', 'auto');
startClock();
const entered = enter(scan);
await startWords(import.meta.glob('../shared/words/*/{common,guest}.ts'));
const root = document.getElementById('app')!;
root.replaceChildren();
render(<App onRetry={() => void enter(scan)} />, root);
startQuotes();

/** The outlet's colour, where it can be read. */
effect(() => {
  const { style, dataset } = document.documentElement;
  const chosen = accentOf(menu.value?.outlet.theme.accent ?? null, dataset['theme'] === 'dark' ? 'dark' : 'light');
  if (!chosen) return;
  style.setProperty('--accent', chosen.accent);
  style.setProperty('--on-accent', chosen.onAccent);
});
effect(() => {
  const name = menu.value?.outlet.name;
  if (name) document.title = name;
});
// The server takes the token no more: somebody ended the sitting while this phone was away.
effect(() => {
  if (session.ended.value && stage.peek().name === 'in') end();
});

await entered;
if (stage.value.name === 'in' && !menu.value) await loadMenu();
// A scan that had to wait goes on by itself; then the menu and the socket follow.
effect(() => {
  if (stage.value.name !== 'in') return;
  if (!menu.peek()) void loadMenu();
  void loadLater().then(follow);
});

// A phone takes a new version when it scans or loads the page, and not while somebody reads.
let isUntouched = true;
for (const kind of ['pointerdown', 'keydown', 'scroll']) {
  addEventListener(kind, () => (isUntouched = false), { capture: true, passive: true, once: true });
}
const updates = watchForUpdates(
  '/t/',
  () => cart.value.lines.length === 0 && (isUntouched || stage.value.name !== 'in'),
);
effect(() => {
  if (live.value?.state.value === 'live') updates.check();
});
