import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { Input } from './form-input.js';
import { amountIn, type FormField, isNumberUpTo, numberIn, textIn, type Values } from './form-values.js';

interface FormProps {
  readonly fields: readonly FormField[];
  readonly values: Values;
  readonly submit: string;
  /** What is wrong, or nothing when it was done. */
  readonly onSubmit: (values: Values) => Promise<Problem | null | undefined>;
  readonly onDelete?: () => Promise<Problem | null | undefined>;
  readonly deleteLabel?: string;
  /** What else belongs to it, below its fields. */
  readonly children?: ComponentChildren;
}

/** A form of named fields. What is wrong with one stands beside it, all at once, and the first of them gets the focus. */
export function Form({ fields, values, submit, onSubmit, onDelete, deleteLabel, children }: FormProps): JSX.Element {
  const [now, setNow] = useState(values);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [isSure, setSure] = useState(false);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const { admin } = t.value;

  function show(found: Readonly<Record<string, string>>): void {
    setFaults(found);
    const first = fields.find(({ name }) => found[name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first.name}"]`)?.focus();
  }

  function tell(problem: Problem | null | undefined): Problem | null {
    if (!problem) return null;
    show(Object.fromEntries(problem.errors.map(({ field, message }) => [nameOf(field), message])));
    return problem;
  }

  function send(event: Event): void {
    event.preventDefault();
    const wrong = wrongIn(fields, now);
    show(wrong);
    if (Object.keys(wrong).length > 0) return;
    act.run(async () => tell(await onSubmit(now)));
  }

  const problem = act.problem;
  const isBeside = problem?.errors.some(({ field }) => fields.some(({ name }) => nameOf(field) === name));
  return (
    <form ref={form} class="stack" noValidate onSubmit={send}>
      {problem && !isBeside && (
        <p class="banner late" role="alert">
          {[problemText(problem), ...problem.errors.map(({ message }) => message)].join(' ')}
        </p>
      )}
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={now[field.name] ?? ''}
          error={faults[field.name]}
          onChange={(value) => setNow((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      {children}
      <div class="row">
        <Button kind="main" type="submit" busy={act.isBusy}>
          {submit}
        </Button>
        {onDelete &&
          (isSure ? (
            <Button kind="danger" busy={act.isBusy} onPress={() => act.run(async () => tell(await onDelete()))}>
              {admin.deleteSure}
            </Button>
          ) : (
            <Button kind="quiet" onPress={() => setSure(true)}>
              {deleteLabel ?? admin.delete}
            </Button>
          ))}
      </div>
    </form>
  );
}

/** The field of the form that a pointer of the server is about: of `variants.0.price`, `variants`. */
const nameOf = (field: string): string => field.split('.', 1)[0] ?? '';

function wrongIn(fields: readonly FormField[], values: Values): Record<string, string> {
  const { admin, common } = t.value;
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const isEmpty = textIn(values, field.name) === '';
    if ('required' in field && field.required && isEmpty) wrong[field.name] = common.fillIn(field.label);
    else if (field.kind === 'money' && !isEmpty && amountIn(values, field.name, field.currency) === null) {
      wrong[field.name] = admin.noAmount;
    } else if (field.kind === 'number' && !isEmpty) {
      const typed = numberIn(values, field.name);
      if (typed === null || !isNumberUpTo(field.most, field.broken, typed)) wrong[field.name] = field.wrong;
    }
  }
  return wrong;
}

/** A form over the page. */
export function FormSheet({
  title,
  onClose,
  ...form
}: FormProps & { readonly title: string; readonly onClose: () => void }): JSX.Element {
  return (
    <Sheet title={title} onClose={onClose}>
      <Form {...form} />
    </Sheet>
  );
}
