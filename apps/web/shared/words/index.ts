import { type ReadonlySignal, signal } from '@preact/signals';

import type { en } from './en.js';
import { type Language, language, languageAmong } from './language.js';

export { type Language, language, LANGUAGE_NAMES, LANGUAGES, plural } from './language.js';

/** Every text of the pages. At run time a page has `common` and its own part. */
export type Words = typeof en;
export type WordsPart = keyof Words;

const CHOICE = 'comanda.language';
let load: (language: Language) => Promise<Partial<Words>> = () => Promise.resolve({});
let wanted = 0;

const spoken = signal<Words>({} as Words);

/** The texts in the page's language: `t.value.kitchen.bump`. A component that reads them is drawn anew when the language changes. */
export const t: ReadonlySignal<Words> = spoken;

/** Puts texts in place; for the loader, and for tests. */
export function speak(next: Language, texts: Partial<Words>): void {
  language.value = next;
  spoken.value = texts as Words;
  if (typeof document !== 'undefined') document.documentElement.lang = next;
}

/** Begins with the person's own language: what they chose here, else what their browser asks for, else English. Called once, by `startWords`. */
export async function begin(loader: typeof load): Promise<void> {
  load = loader;
  await change(chosen() ?? languageAmong(navigator.languages) ?? 'en');
}

/** Changes the language, and remembers it on this device for all pages. */
export async function setLanguage(next: Language): Promise<void> {
  try {
    localStorage.setItem(CHOICE, next);
  } catch {
    // It lasts as long as the page does.
  }
  await change(next);
}

/** The outlet's language, for whoever has neither chosen one nor a browser that asks for one of ours. */
export async function suggestLanguage(locale: string): Promise<void> {
  const suggested = languageAmong([locale]);
  if (suggested && !chosen() && !languageAmong(navigator.languages)) await change(suggested);
}

function chosen(): Language | null {
  try {
    return languageAmong([localStorage.getItem(CHOICE) ?? '']);
  } catch {
    return null;
  }
}

async function change(next: Language): Promise<void> {
  const turn = ++wanted;
  const texts = await load(next);
  // Somebody who presses two languages quickly means the second.
  if (turn === wanted) speak(next, texts);
}
