/** How long a charge stays open, and an online order unpaid. Milliseconds. */
export class PaymentTerm {
  constructor(readonly ms: number) {}
}
