import { render } from 'preact';

import { startClock } from '../shared/clock.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { watchForUpdates } from '../shared/updates.js';
import { startWords } from '../shared/words/start.js';
import { TillPage } from './page.js';

startTheme('till', 'auto');
startClock();
watchForUpdates('/till/', () => true);
const session = createSession('till');
await startWords('till');
render(<TillPage session={session} />, document.getElementById('app')!);
