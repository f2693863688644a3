/** What mails are about. */
export const NOTIFICATION_KINDS = [
  'ORDER_PLACED',
  'PAYMENT_RECEIVED',
  'PAYMENT_REFUNDED',
  'PAYMENT_LATE',
  'ORDER_SHIPPED',
  'ORDER_CANCELLED',
  'ORDER_EXPIRED',
  'PASSWORD_RESET',
  'EMAIL_CHANGED',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** `PENDING`: owed, and tried again by itself. `FAILED`: owed, and waiting for a person. */
export const NOTIFICATION_STATUSES = ['PENDING', 'SENT', 'FAILED'] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

/**
 * One mail and its cause. There is one mail per cause, however often it is asked for. Whom it is for is known by id alone: the address is
 * looked up when it is sent, and nothing of what it says is kept.
 */
export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  /** `order-placed/<order>`, `payment-received/<payment>`, … */
  readonly cause: string;
  readonly outletId: string | null;
  /** Null once the person was erased. */
  readonly userId: string | null;
  readonly status: NotificationStatus;
  readonly attempts: number;
  /** A stable word for why it failed last. */
  readonly lastError: string | null;
  readonly mailer: string | null;
  /** The mailer's own id of the mail. */
  readonly messageId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** The job in which a mail is written. */
export interface MailJob {
  readonly id: string;
  /** When it fails now, it waits for a person. */
  readonly isLastAttempt: boolean;
}

/** `ana@loja.example` as `a***@l***.example`: enough to recognise one's own, and no address to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const ending = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : '';
  return `${address.slice(0, 1)}***@${domain.slice(0, 1)}***${ending}`;
}
