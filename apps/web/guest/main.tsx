import { render } from 'preact';

import { startTheme } from '../shared/theme.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { t } from '../shared/words/index.js';
import { startWords } from '../shared/words/start.js';

startTheme('guest', 'auto');
await startWords('guest');

function GuestPage() {
  return (
    <>
      <header class="bar">
        <h1>{t.value.guest.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <p>{t.value.guest.askStaff}</p>
      </main>
    </>
  );
}

render(<GuestPage />, document.getElementById('app')!);
