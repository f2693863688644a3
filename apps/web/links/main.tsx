import { render } from 'preact';

import { startTheme } from '../shared/theme.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { t } from '../shared/words/index.js';
import { startWords } from '../shared/words/start.js';

startTheme('links', 'auto');
await startWords('links');

function LinksPage() {
  return (
    <>
      <header class="bar">
        <h1>{t.value.links.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <p>{t.value.common.notFound}</p>
      </main>
    </>
  );
}

render(<LinksPage />, document.getElementById('app')!);
