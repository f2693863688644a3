import { invalid } from '#libs/kernel';

import { HAND_MOVEMENT_TYPES, type HandMovementType } from '../core/model/cash-movement.js';
import type { RecordCashMovementRequest } from './shifts.dto.js';

/** What of a request pays tips out; null for every other movement. Throws `VALIDATION_FAILED` (400) for a TIP_OUT to nobody, or another movement to somebody. */
export function tipOutOf({ type, user_id, amount, reason }: RecordCashMovementRequest) {
  if ((type === 'TIP_OUT') !== (user_id !== undefined)) {
    throw fault('/user_id', 'TIP_OUT_TO', 'a TIP_OUT names who gets it, and no other movement does');
  }
  return user_id === undefined ? null : { userId: user_id.toLowerCase(), amount, reason };
}

/** The type and the reason of any movement that a person makes by hand. Throws `VALIDATION_FAILED` (400) without a reason. */
export function byHandOf(body: RecordCashMovementRequest): { type: HandMovementType; reason: string } {
  const type = HAND_MOVEMENT_TYPES.find((one) => one === body.type);
  if (type === undefined) throw fault('/reason', 'REQUIRED', WHAT_FOR);
  return { type, reason: reasonOf(body) };
}

/** What a movement was for. Throws `VALIDATION_FAILED` (400) when it is not said. */
export function reasonOf({ reason }: RecordCashMovementRequest): string {
  if (reason === undefined) throw fault('/reason', 'REQUIRED', WHAT_FOR);
  return reason;
}

const WHAT_FOR = 'say what it was for';

const fault = (pointer: string, code: string, message: string) =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [{ pointer, code, message }]);
