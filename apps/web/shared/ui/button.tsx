import type { ComponentChildren, JSX } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onPress?: () => void;
  /** `main` for the one thing that the screen is for; `danger` for what takes away. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  /** Shown as working, and not pressed again meanwhile. The focus stays on it. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  /** The name, where the content is an icon. */
  readonly label?: string;
  readonly class?: string;
  readonly autofocus?: boolean;
}

/** A button that says at once that it was pressed. */
export function Button(props: ButtonProps): JSX.Element {
  const { children, onPress, kind = 'plain', type = 'button', busy, disabled, pressed, label, autofocus } = props;
  return (
    <button
      type={type}
      class={`button ${kind}${busy ? ' busy' : ''} ${props.class ?? ''}`}
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy}
      aria-disabled={busy}
      disabled={disabled}
      autofocus={autofocus}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}
