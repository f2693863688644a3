/** A change that the tables of transitions do not know was asked for: a fault of the code that asked, never of a caller outside. */
export class TransitionRefused extends Error {
  override readonly name = 'TransitionRefused';
  readonly code: 'PAYMENT_TRANSITION' | 'REFUND_TRANSITION';

  constructor(what: 'payment' | 'refund', from: string, to: string) {
    super(`A ${what} that is ${from} cannot become ${to}`);
    this.code = what === 'payment' ? 'PAYMENT_TRANSITION' : 'REFUND_TRANSITION';
  }
}
