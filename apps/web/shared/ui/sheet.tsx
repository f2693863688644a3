import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { CloseIcon } from '../icons.js';
import { t } from '../words/index.js';

interface SheetProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Absent for what must be answered: then there is no cross, and Escape does nothing. */
  readonly onClose?: () => void;
  readonly class?: string;
}

/** A dialog over the page; from below on a phone. The browser keeps the focus inside, and gives it back to what had it when it closes. */
export function Sheet({ title, children, onClose, class: name = '' }: SheetProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const openedAt = useRef(0);
  const onCloseNow = useRef(onClose);
  onCloseNow.current = onClose;

  useEffect(() => {
    const box = dialog.current;
    const before = document.activeElement;
    box?.showModal();
    openedAt.current = performance.now();
    return () => {
      box?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`sheet ${name}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCloseNow.current?.();
      }}
      onClick={(event) => {
        // The second tap of two was meant for what opened it.
        if (event.target === dialog.current && performance.now() - openedAt.current > 450) onCloseNow.current?.();
      }}
    >
      <div class="sheet-box">
        <header class="sheet-head">
          <h2 id={id}>{title}</h2>
          {onClose && (
            <button type="button" class="button quiet icon" aria-label={t.value.common.close} onClick={onClose}>
              <CloseIcon />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
