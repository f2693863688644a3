import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { type CartLine, setLine } from './cart.js';
import { SeatAndCourse } from './seat-and-course.js';
import type { Till } from './till.js';

interface LineSheetProps {
  readonly till: Till;
  readonly line: CartLine;
  readonly onClose: () => void;
}

/** What the kitchen and the floor are told of a line of the sale. */
export function LineSheet({ till, line, onClose }: LineSheetProps): JSX.Element {
  const { till: words } = t.value;
  const [text, setText] = useState(line.note);
  const [seat, setSeat] = useState(line.seat ?? null);
  const [course, setCourse] = useState(line.course ?? null);
  return (
    <Sheet title={words.noteOn(line.name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const said = { note: text.trim(), seat: seat ?? undefined, course: course ?? undefined };
          till.selling.cart.value = setLine(till.selling.cart.value, line.key, said);
          onClose();
        }}
      >
        <Field label={words.noteForKitchen} value={text} onInput={setText} maxLength={200} rows={2} autofocus />
        <SeatAndCourse seat={seat} course={course} onSeat={setSeat} onCourse={setCourse} />
        <Button kind="main" type="submit">
          {words.done}
        </Button>
      </form>
    </Sheet>
  );
}
