import type { JSX } from 'preact';

import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';

const MOST_SEATS = 99;
const MOST_COURSES = 9;

interface SeatAndCourseProps {
  readonly seat: number | null;
  readonly course: number | null;
  readonly onSeat: (seat: number | null) => void;
  /** Null where the course can no longer be another. */
  readonly onCourse: ((course: number | null) => void) | null;
}

/** Who at the table gets a line, and when it is served: 0 is nobody in particular, and at once. */
export function SeatAndCourse({ seat, course, onSeat, onCourse }: SeatAndCourseProps): JSX.Element {
  const { floor } = t.value;
  return (
    <div class="row seat-and-course">
      <div class="row">
        <span>{floor.seat}</span>
        <Stepper name={floor.seat} value={seat ?? 0} most={MOST_SEATS} onChange={(n) => onSeat(n || null)} />
      </div>
      {onCourse && (
        <div class="row">
          <span>{floor.course}</span>
          <Stepper name={floor.course} value={course ?? 0} most={MOST_COURSES} onChange={(n) => onCourse(n || null)} />
        </div>
      )}
    </div>
  );
}
