import { effect } from '@preact/signals';
import { render } from 'preact';

import { startClock } from '../shared/clock.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { watchForUpdates } from '../shared/updates.js';
import { startWords } from '../shared/words/start.js';
import { listenToKeys } from './keys.js';
import { TillPage } from './page.js';
import { createTill, isIdle } from './till.js';

startTheme('till', 'auto');
startClock();
const till = createTill(createSession('till'));
const updates = watchForUpdates('/till/', () => isIdle(till));
effect(() => {
  if (till.shop.live.value?.state.value === 'live') updates.check();
});
listenToKeys(till);
await startWords(import.meta.glob('../shared/words/*/{common,till,drawers,floor,tables,tenders,history}.ts'));
const root = document.getElementById('app')!;
root.replaceChildren();
render(<TillPage till={till} />, root);
