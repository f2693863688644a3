import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

import { Field } from '../shared/ui/field.js';
import type { FormField, Value } from './form-values.js';

interface InputProps {
  readonly field: FormField;
  readonly value: Value;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
}

/** A field of a form, with its name and what is wrong with it. */
export function Input({ field, value, error, onChange }: InputProps): JSX.Element {
  const id = useId();
  const { name, label, hint } = field;
  switch (field.kind) {
    case 'choice':
      return (
        <div class={`field${error ? ' wrong' : ''}`}>
          <label for={id}>{label}</label>
          {hint && <p class="quiet">{hint}</p>}
          {error && <p class="error">{error}</p>}
          <select id={id} name={name} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)}>
            {field.options.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </select>
        </div>
      );
    case 'several': {
      const chosen = typeof value === 'object' ? value : [];
      return (
        <fieldset class="several">
          <legend>{label}</legend>
          {hint && <p class="quiet">{hint}</p>}
          {error && <p class="error">{error}</p>}
          {field.options.map((one) => (
            <label key={one.value} class="check">
              <input
                type="checkbox"
                name={name}
                checked={chosen.includes(one.value)}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...chosen, one.value]
                      : chosen.filter((other) => other !== one.value),
                  )
                }
              />
              {one.label}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'check':
      return (
        <label class="check">
          <input
            type="checkbox"
            name={name}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>
            {label} {hint && <span class="quiet">{hint}</span>}
          </span>
        </label>
      );
    default:
      return (
        <Field
          label={label}
          name={name}
          value={String(value)}
          onInput={onChange}
          error={error}
          {...(hint && { hint })}
          {...typingOf(field)}
        />
      );
  }
}

/** How something is typed in. */
function typingOf(field: FormField) {
  if (field.kind === 'password') return { type: 'password' as const, autocomplete: 'new-password' };
  if (field.kind === 'money') return { inputmode: 'decimal' as const, autocomplete: 'off' };
  if (field.kind === 'number') {
    return { inputmode: field.broken ? ('decimal' as const) : ('numeric' as const), autocomplete: 'off' };
  }
  if (field.kind !== 'text') return {};
  const { inputmode, maxLength, rows } = field;
  return {
    autocomplete: 'off',
    ...(inputmode && { inputmode }),
    ...(maxLength && { maxLength }),
    ...(rows && { rows }),
  };
}
