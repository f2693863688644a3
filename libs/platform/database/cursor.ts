import { invalid } from '#libs/kernel';

/** A cursor is the sort key of a page's last row, opaque to clients. */
export const encodeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key in a cursor, each part in the form of its pattern. Throws `CURSOR_INVALID` (400) for anything else. */
export function decodeCursor(cursor: string, forms: readonly RegExp[]): readonly string[] {
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === forms.length && forms.every((form, i) => isOfForm(key[i], form))) {
    return key as string[];
  }
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}

const isOfForm = (part: unknown, form: RegExp): boolean => typeof part === 'string' && form.test(part);

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
