import { render } from 'preact';

import { startClock } from '../shared/clock.js';
import { startRoutes } from '../shared/route.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { startWords } from '../shared/words/start.js';
import { createAdmin } from './admin.js';
import { AdminPage } from './page.js';

startTheme('admin', 'auto');
startClock();
startRoutes();
const admin = createAdmin(createSession('admin'));
await startWords(
  import.meta.glob('../shared/words/*/{common,admin,approvals,devices,dishes,drawers,floors,permissions,reasons}.ts'),
);
const root = document.getElementById('app')!;
root.replaceChildren();
render(<AdminPage admin={admin} />, root);
