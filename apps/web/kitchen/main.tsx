import { render } from 'preact';

import { startClock } from '../shared/clock.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { watchForUpdates } from '../shared/updates.js';
import { startWords } from '../shared/words/start.js';
import { KitchenPage } from './page.js';

startTheme('kitchen', 'dark');
startClock();
watchForUpdates('/kitchen/', () => true);
const session = createSession('kitchen');
await startWords('kitchen');
render(<KitchenPage session={session} />, document.getElementById('app')!);
