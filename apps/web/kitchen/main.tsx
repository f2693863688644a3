import { effect } from '@preact/signals';
import { render } from 'preact';

import { createApi } from '../shared/api.js';
import { startClock } from '../shared/clock.js';
import { startRoutes } from '../shared/route.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { watchForUpdates } from '../shared/updates.js';
import { startWords } from '../shared/words/start.js';
import { App } from './app.js';
import { DisplayContext } from './context.js';
import { createDisplay, isIdle } from './display.js';
import { createKitchenApi } from './http-kitchen.js';

startTheme('kitchen', 'dark');
startClock();
startRoutes();
const session = createSession('kitchen');
const api = createApi(session);
const display = createDisplay(api, createKitchenApi(api), session);
const updates = watchForUpdates('/kitchen/', () => isIdle(display));
effect(() => {
  if (display.feed.value?.live.value?.state.value === 'live') updates.check();
});
await startWords(import.meta.glob('../shared/words/*/{common,kitchen,history}.ts'));
const root = document.getElementById('app')!;
root.replaceChildren();
render(
  <DisplayContext.Provider value={display}>
    <App />
  </DisplayContext.Provider>,
  root,
);
