import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Display } from './display.js';

export const DisplayContext = createContext<Display | null>(null);

/** The display that a component belongs to. */
export function useDisplay(): Display {
  const display = useContext(DisplayContext);
  if (!display) throw new Error('There is no display around this component.');
  return display;
}
