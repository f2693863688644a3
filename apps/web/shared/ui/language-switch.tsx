import type { JSX } from 'preact';

import { LanguagesIcon } from '../icons.js';
import { type Language, language, LANGUAGE_NAMES, LANGUAGES, setLanguage, t } from '../words/index.js';

/** The page's language; each named as its speakers do. */
export function LanguageSwitch(): JSX.Element {
  return (
    <label class="language">
      <LanguagesIcon size={20} />
      <span class="unseen">{t.value.common.language}</span>
      <select value={language.value} onChange={(event) => void setLanguage(event.currentTarget.value as Language)}>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
