import { useRef } from 'preact/hooks';

/** A finger that hits twice does so within this many ms, and this many px. */
const TWICE_MS = 450;
const NEAR_PX = 48;

interface Press {
  readonly x: number;
  readonly y: number;
}

let lastPress: Press = { x: 0, y: 0 };
addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (lastPress = { x, y }), { capture: true });

/**
 * Tells whether a press is meant for this screen. One that comes at once and in the same place as the press that opened it was meant for the button
 * that stood there before, and so was a key that comes at once; a finger that went elsewhere is as quick as it likes.
 */
export function useSettled(): () => boolean {
  const opened = useRef({ at: performance.now(), by: lastPress });
  return () => {
    const { at, by } = opened.current;
    if (performance.now() - at > TWICE_MS) return true;
    return lastPress !== by && Math.hypot(lastPress.x - by.x, lastPress.y - by.y) > NEAR_PX;
  };
}
