import type { StaffRole } from './actor.js';

/** Up to where a role may go alone. Amounts are minor units of the outlet's currency, percents are basis points (1000 = 10 %). */
export interface PermissionLimits {
  readonly maxAmount?: number;
  readonly maxBasisPoints?: number;
  readonly maxAgeMinutes?: number;
  /** How often within one shift; of `receipt.reprint`, for one bill. */
  readonly maxPerShift?: number;
}

export const PERMISSION_LIMITS = ['maxAmount', 'maxBasisPoints', 'maxAgeMinutes', 'maxPerShift'] as const;
export type PermissionLimit = (typeof PERMISSION_LIMITS)[number];

/** What holds for a permission where no rule says otherwise, and what a rule may say of it. */
export interface PermissionDefinition {
  /** Who may do it alone. */
  readonly allow: readonly StaffRole[];
  /** Who may do it with the approval of somebody who may do it alone. */
  readonly approve: readonly StaffRole[];
  /** Up to where those of `allow` may do it alone; beyond that they need an approval. */
  readonly defaultLimits?: Readonly<Partial<Record<StaffRole, PermissionLimits>>>;
  /** What a rule may limit: whoever asks for the permission tells these figures. Without any it is settled before the request is read. */
  readonly limits: readonly PermissionLimit[];
  /** Whom a rule may let do it, alone or with an approval. Every role may be denied it, unless it is `fixed`. */
  readonly givenTo: readonly StaffRole[];
  /** Rules of it are the installation's alone, since what it changes belongs to no outlet. */
  readonly isOfInstallation?: true;
  /** No rule may name it. */
  readonly fixed?: true;
}

const A = ['ADMIN'] as const;
const AS = ['ADMIN', 'SUPERVISOR'] as const;
const ASK = [...AS, 'KASIR'] as const;
const FLOOR = [...ASK, 'WAITER'] as const;
const STAFF = [...FLOOR, 'KITCHEN'] as const;
const K = ['KASIR'] as const;
const W = ['WAITER'] as const;
const KW = ['KASIR', 'WAITER'] as const;

type Rest = Partial<Omit<PermissionDefinition, 'allow'>>;

const key = (allow: readonly StaffRole[], { approve = [], limits = [], givenTo = FLOOR, ...rest }: Rest = {}) => ({
  allow,
  approve,
  limits,
  givenTo,
  ...rest,
});

/**
 * Every permission, by its key. `order.take` is the kitchen's too, since its tablets may place orders. What the routes of a permission change
 * for the whole installation is given to nobody but an ADMIN: a rule of one outlet must not reach into another.
 */
export const PERMISSIONS = {
  'order.take': key(STAFF, { givenTo: STAFF }),
  'order.edit': key(FLOOR),
  'tables.manage': key(FLOOR),
  'guest.accept': key(FLOOR),
  'reservations.manage': key(FLOOR),
  'payment.take': key(FLOOR),
  'credit.view': key(FLOOR),
  'tip.edit': key(FLOOR),
  'drawer.join': key(ASK, { approve: W }),
  'drawer.open': key(ASK, { givenTo: ASK }),
  'drawer.move': key(ASK, { limits: ['maxAmount'], givenTo: ASK }),
  'drawer.no_sale': key(ASK, { limits: ['maxPerShift'], defaultLimits: each(ASK, { maxPerShift: 20 }) }),
  'tip.pay_out': key(ASK),
  'credit.sell': key(ASK),
  'credit.house': key(ASK),
  'payment.card_on_file': key(ASK),
  'receipt.reprint': key(ASK, { limits: ['maxPerShift'], defaultLimits: each(ASK, { maxPerShift: 2 }) }),
  'line.void_begun': key(AS, { approve: KW, limits: ['maxAmount'] }),
  'bill.void': key(AS, { approve: KW, limits: ['maxAmount', 'maxAgeMinutes'] }),
  'bill.discount': key(AS, { approve: KW, limits: ['maxAmount', 'maxBasisPoints'] }),
  'line.discount': key(ASK, {
    approve: W,
    limits: ['maxAmount', 'maxBasisPoints'],
    defaultLimits: each(K, { maxBasisPoints: 1000 }),
  }),
  'line.comp': key(AS, { approve: KW, limits: ['maxAmount'] }),
  'line.price': key(AS, { approve: K, limits: ['maxAmount'] }),
  'bill.service_waive': key(AS, { approve: K }),
  'payment.retender': key(AS, { approve: K }),
  'payment.refund': key(AS, { approve: K, limits: ['maxAmount', 'maxAgeMinutes'] }),
  'payment.refund_other': key(A, { approve: ['SUPERVISOR'], limits: ['maxAmount'] }),
  'bill.reopen': key(AS, { approve: K, limits: ['maxAgeMinutes'], defaultLimits: each(AS, { maxAgeMinutes: 120 }) }),
  'return.exchange': key(AS, { approve: K, limits: ['maxAmount'] }),
  'drawer.audit': key(AS),
  'drawer.adjust': key(AS),
  'tip.share': key(AS),
  'tables.layout': key(AS),
  'catalog.outlet': key(AS),
  'credit.manage': key(AS),
  'reports.view': key(AS),
  'catalog.availability': key([...AS, 'KITCHEN'], { givenTo: STAFF }),
  'reports.margin': key(A),
  'catalog.edit': key(A, { givenTo: A, isOfInstallation: true }),
  'pricing.edit': key(A, { givenTo: A }),
  'settings.edit': key(A, { givenTo: A }),
  'credit.adjust': key(A),
  'staff.edit': key(A, { givenTo: A, isOfInstallation: true }),
  'permissions.edit': key(A, { givenTo: A, fixed: true }),
} as const satisfies Record<string, PermissionDefinition>;

export type PermissionKey = keyof typeof PERMISSIONS;

export const PERMISSION_KEYS = Object.keys(PERMISSIONS) as PermissionKey[];

export const permissionOf = (name: PermissionKey): PermissionDefinition => PERMISSIONS[name];

/** Whether the figures of a request settle it, so that whoever knows them asks. */
export const hasLimits = (name: PermissionKey): boolean => permissionOf(name).limits.length > 0;

function each(roles: readonly StaffRole[], limits: PermissionLimits): Partial<Record<StaffRole, PermissionLimits>> {
  return Object.fromEntries(roles.map((role) => [role, limits]));
}
