import type { FieldFault } from '#libs/kernel';

/** What is wrong with a field, by its JSON pointer. */
export const fault = (pointer: string, code: string, message: string): FieldFault => ({ pointer, code, message });
