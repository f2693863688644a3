import { conflict } from '#libs/kernel';

import { isActive, type OrderLine } from './order-line.js';

/** Whether stations know of the line, or knew: it was fired, or waits with its whole order. */
export const isKnownToStations = ({ holdReason }: OrderLine): boolean => holdReason === null;

/** Whether the line waits to be fired by itself. */
export const waitsForCourse = (line: OrderLine): boolean => isActive(line) && line.holdReason === 'COURSE';

/**
 * Lines as they come onto a bill on which others are `there`. The lowest course goes out at once, and so does what has none or belongs to a course
 * that is out already; what a station makes for a later one waits for it.
 */
export function inCourses(lines: readonly OrderLine[], there: readonly OrderLine[]): readonly OrderLine[] {
  const last = courseOut(there) ?? lowestOf([...there.filter(isActive), ...lines]);
  if (last === null) return lines;
  return lines.map((line) =>
    line.station !== null && line.course !== null && line.course > last
      ? { ...line, status: 'HELD' as const, holdReason: 'COURSE' as const }
      : line,
  );
}

/** The last course of which something is out. */
function courseOut(lines: readonly OrderLine[]): number | null {
  const out = lines.filter((line) => isActive(line) && line.holdReason === null).flatMap(({ course }) => course ?? []);
  return out.length === 0 ? null : Math.max(...out);
}

function lowestOf(lines: readonly OrderLine[]): number | null {
  const courses = lines.flatMap(({ course }) => course ?? []);
  return courses.length === 0 ? null : Math.min(...courses);
}

/** What of a bill is to be fired: a course, lines by their ids, or (without either) all that waits. */
export interface WantedFire {
  readonly course?: number;
  readonly itemIds?: readonly string[];
}

/** The lines that wait and are wanted. Throws `LINE_VOIDED` (409) for one that was taken off; ids of lines that are not there are the caller's to look up. */
export function toBeFired(lines: readonly OrderLine[], { course, itemIds }: WantedFire): OrderLine[] {
  const wanted = lines.filter(
    (line) => (course === undefined || line.course === course) && (itemIds === undefined || itemIds.includes(line.id)),
  );
  if (itemIds !== undefined && wanted.some((line) => !isActive(line))) {
    throw conflict('LINE_VOIDED', 'This line was taken off the bill: add it once more.');
  }
  return wanted.filter(waitsForCourse);
}
