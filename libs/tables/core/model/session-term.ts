/** How long a sitting lasts at most after it began, or after somebody last ordered or paid there. */
export class SessionTerm {
  constructor(readonly ms: number) {}

  endFrom(at: Date): Date {
    return new Date(at.getTime() + this.ms);
  }
}
