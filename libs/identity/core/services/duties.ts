import type { UserRole } from '#libs/kernel';

/** What somebody may still do after a change of their account. */
export interface StaffAfter {
  readonly role: UserRole;
  readonly outletIds: readonly string[];
}

/** What may keep somebody in their place until it is done, such as an open drawer. */
export interface Duty {
  /** Throws when they cannot end it any more after the change; null: the account goes. Runs while the account is locked. */
  assertEndable(userId: string, after: StaffAfter | null): Promise<void>;
}

/** Where modules that give staff something to finish say so (at module init), so that nobody leaves it behind. */
export class Duties {
  private readonly duties: Duty[] = [];

  register(duty: Duty): void {
    this.duties.push(duty);
  }

  async assertEndable(userId: string, after: StaffAfter | null): Promise<void> {
    for (const duty of this.duties) await duty.assertEndable(userId, after);
  }
}
