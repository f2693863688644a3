import { useRef } from 'preact/hooks';

/** A finger that hits twice does so within this many ms. */
const TWICE_MS = 450;

/** Whether a screen has been there for a moment. What is pressed before was meant for the button that stood in the same place. */
export function useSettled(): () => boolean {
  const since = useRef(performance.now());
  return () => performance.now() - since.current > TWICE_MS;
}
