/** A way to pay, by the name that `enabled_payments` has for it. */
export interface Method {
  readonly label: string;
  readonly paymentType: string;
  /** What a notification has besides the common fields. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly refund: 'partial' | 'full' | 'none';
  /** A card is captured at once; everything else waits for the customer. */
  readonly isCard?: true;
}

const digits = (length: number): string => Array.from({ length }, () => Math.floor(Math.random() * 10)).join('');
const bank = (name: string): Method['extra'] => ({ va_numbers: [{ bank: name, va_number: `8127${digits(11)}` }] });

const make: Readonly<Record<string, () => Method>> = {
  other_qris: () => ({
    label: 'QRIS',
    paymentType: 'qris',
    extra: { transaction_type: 'off-us', issuer: 'gopay', acquirer: 'gopay' },
    refund: 'partial',
  }),
  gopay: () => ({ label: 'GoPay', paymentType: 'gopay', extra: {}, refund: 'partial' }),
  shopeepay: () => ({ label: 'ShopeePay', paymentType: 'shopeepay', extra: {}, refund: 'full' }),
  dana: () => ({ label: 'DANA', paymentType: 'dana', extra: {}, refund: 'partial' }),
  ovo: () => ({ label: 'OVO', paymentType: 'ovo', extra: {}, refund: 'full' }),
  credit_card: () => ({
    label: 'Card',
    paymentType: 'credit_card',
    extra: {
      masked_card: '48111111-1114',
      approval_code: digits(12),
      bank: 'bni',
      eci: '05',
      card_type: 'credit',
      channel_response_code: '00',
      channel_response_message: 'Approved',
    },
    refund: 'partial',
    isCard: true,
  }),
  bca_va: () => ({ label: 'BCA virtual account', paymentType: 'bank_transfer', extra: bank('bca'), refund: 'none' }),
  bni_va: () => ({ label: 'BNI virtual account', paymentType: 'bank_transfer', extra: bank('bni'), refund: 'none' }),
  bri_va: () => ({ label: 'BRI virtual account', paymentType: 'bank_transfer', extra: bank('bri'), refund: 'none' }),
  permata_va: () => ({
    label: 'Permata virtual account',
    paymentType: 'bank_transfer',
    extra: { permata_va_number: digits(16) },
    refund: 'none',
  }),
  echannel: () => ({
    label: 'Mandiri bill',
    paymentType: 'echannel',
    extra: { biller_code: '70012', bill_key: digits(12) },
    refund: 'none',
  }),
  indomaret: () => ({
    label: 'Indomaret',
    paymentType: 'cstore',
    extra: { store: 'indomaret', payment_code: digits(12) },
    refund: 'none',
  }),
};

/** Group names of `enabled_payments`. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  bank_transfer: ['bca_va', 'bni_va', 'bri_va', 'permata_va', 'echannel'],
  other_va: ['bni_va'],
  cstore: ['indomaret'],
};

/** The names that a page offers. */
export function methodNames(enabled: readonly string[] | undefined): string[] {
  const all = Object.keys(make);
  if (!enabled) return all;
  const named = enabled.flatMap((name) => GROUPS[name] ?? [name]);
  return all.filter((name) => named.includes(name));
}

export const methodOf = (name: string): Method | undefined => (Object.hasOwn(make, name) ? make[name]?.() : undefined);
