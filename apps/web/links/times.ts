import { language } from '../shared/words/index.js';

/** A day and a time in the page's language, in the reader's own time zone. */
export const dayAndTime = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
