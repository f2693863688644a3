import type { JSX, TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';

import { t } from '../words/index.js';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search' | 'email' | 'tel';
  readonly name?: string;
  /** What is wrong with it, beside it. */
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'search' | 'tel' | 'email';
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autofocus?: boolean;
  /** Lines of a longer text; a single line when absent. */
  readonly rows?: number;
}

/** A labelled field. A password can be looked at; of a limited text it says how much is left. */
export function Field(props: FieldProps): JSX.Element {
  const { label, value, onInput, type = 'text', error, hint, maxLength, rows, ...rest } = props;
  const id = useId();
  const [isShown, show] = useState(false);
  // What a field is does not change while it is looked at.
  const shownType = (isShown ? 'text' : type) as 'text';
  const about = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const common = {
    ...rest,
    id,
    value,
    maxLength,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': about,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) => onInput(event.currentTarget.value),
  };
  return (
    <div class={`field${error ? ' wrong' : ''}`}>
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
      <div class="field-row">
        {rows ? <textarea {...common} rows={rows} /> : <input {...common} type={shownType} />}
        {type === 'password' && (
          <button type="button" class="button plain" aria-pressed={isShown} onClick={() => show(!isShown)}>
            {t.value.common.showPassword}
          </button>
        )}
      </div>
      {maxLength !== undefined && rows && (
        <p class="quiet count number" aria-hidden="true">
          {[...value].length}/{maxLength}
        </p>
      )}
    </div>
  );
}
