import { render } from 'preact';

import { createApi } from '../shared/api.js';
import { createSession } from '../shared/session.js';
import { startTheme } from '../shared/theme.js';
import { watchForMissingFiles } from '../shared/updates.js';
import { t } from '../shared/words/index.js';
import { startWords } from '../shared/words/start.js';
import { OrderPage } from './order-page.js';
import { ParcelPage } from './parcel-page.js';
import { PasswordPage } from './password-page.js';

startTheme('links', 'auto');
// There is no worker for these addresses: a new version comes with the next link.
watchForMissingFiles();
const session = createSession('links');
const api = createApi(session);
await startWords(import.meta.glob('../shared/words/*/{common,links}.ts'));

/** Where the links in our mails lead. */
function LinksPage() {
  const [, what, of = ''] = location.pathname.split('/');
  if (what === 'tracking') return <ParcelPage api={api} number={decodeURIComponent(of)} />;
  if (what === 'reset-password') return <PasswordPage api={api} />;
  if (what === 'orders' && of !== '') return <OrderPage api={api} session={session} id={of} />;
  return <p class="column">{t.value.common.notFound}</p>;
}

const root = document.getElementById('app')!;
root.replaceChildren();
render(<LinksPage />, root);
