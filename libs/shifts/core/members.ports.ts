import type { DrawerOpening, ShiftMember } from './model/shift-member.js';
import type { ShiftState } from './model/shift.js';

/** Who takes cash into a drawer beside its owner. Whoever changes it holds the drawer's lock alone. */
export abstract class ShiftMembers {
  /** Adds somebody to an open shift. Answers the id of the open shift that they are in then: this one's, or that of the one in their way. */
  abstract add(shift: ShiftState, member: ShiftMember): Promise<string>;

  /** Ends somebody's part in a shift. False when they have none. */
  abstract end(shift: ShiftState, userId: string, at: Date, by: string): Promise<boolean>;

  /** Everybody who is or was in a shift, in the order in which they joined. */
  abstract of(outletId: string, shiftId: string): Promise<ShiftMember[]>;
}

/** Drawers that are opened without a sale. Whoever writes holds the drawer's lock alone. */
export abstract class DrawerOpenings {
  /** How often it was opened so far. */
  abstract count(shift: ShiftState): Promise<number>;

  /** False when the shift is not open. */
  abstract add(shift: ShiftState, opening: DrawerOpening): Promise<boolean>;
}
