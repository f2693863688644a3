import type { JSX } from 'preact';

import { LanguagesIcon } from '../shared/icons.js';
import { type Language, language, LANGUAGE_NAMES, LANGUAGES, setLanguage, t } from '../shared/words/index.js';
import { menu } from './state.js';

/** The page's language, among those that the outlet offers: a sign with two letters, behind which is the browser's own list. */
export function Tongue(): JSX.Element | null {
  const offered = menu.value?.outlet.languages ?? LANGUAGES;
  const shown = LANGUAGES.filter((one) => one === language.value || offered.includes(one));
  if (shown.length < 2) return null;
  return (
    <span class="tongue">
      <LanguagesIcon size={20} />
      <span aria-hidden="true">{language.value.slice(0, 2).toUpperCase()}</span>
      <select
        aria-label={t.value.common.language}
        value={language.value}
        onChange={(event) => void setLanguage(event.currentTarget.value as Language)}
      >
        {shown.map((one) => (
          <option key={one} value={one} lang={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </span>
  );
}
