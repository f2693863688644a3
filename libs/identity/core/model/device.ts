export const DEVICE_KINDS = ['KITCHEN', 'BOARD', 'PRINT_AGENT'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** What works in an outlet with a token of its own: an account of the role KITCHEN that nobody can log in to. */
export interface Device {
  /** Of its account too: history and audit name it like a user. */
  readonly id: string;
  readonly outletId: string;
  readonly kind: DeviceKind;
  readonly name: string;
  /** In lower case. It sees and moves the lines of these alone; of every station when there is none. */
  readonly stations: readonly string[];
  /** As the device said when it was paired. */
  readonly appVersion: string | null;
  /** Who let it in. */
  readonly approvedBy: string;
  readonly pairedAt: Date;
  /** Within half a minute. */
  readonly lastSeenAt: Date;
}

/** What an owner may change of a device; absent stays. */
export interface DeviceChanges {
  readonly name?: string;
  readonly stations?: readonly string[];
}

/** Which device is let in where. */
export interface PairingApproval {
  readonly deviceId: string;
  readonly outletId: string;
  readonly name: string;
  readonly stations: readonly string[];
  readonly by: string;
  readonly at: Date;
}

/** A device that asks to be let in. */
export interface Pairing {
  readonly id: string;
  /** Six signs of {@link CODE_ALPHABET}: shown on the device, typed by who approves. */
  readonly code: string;
  readonly secretHash: string;
  readonly kind: DeviceKind;
  /** What the device calls itself. */
  readonly name: string | null;
  readonly appVersion: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Null while nobody has approved it. */
  readonly approval: PairingApproval | null;
}

/** Without the signs that are taken for one another: 0 and O, 1 and I and L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;
export const PAIRING_SECONDS = 600;
/** How often a device may ask whether it was approved. */
export const POLL_SECONDS = 3;
/** Pairings that may be open at once from one network address. */
export const MOST_OPEN_PAIRINGS = 10;

/** A code as it is kept, from what a person has typed. */
export const typedCode = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Stations are named in lower case, each once. */
export const stationNames = (stations: readonly string[]): string[] => [
  ...new Set(stations.map((name) => name.trim().toLowerCase())),
];

/** The device of an approved pairing whose token is fetched now. */
export const deviceOf = ({ kind, appVersion }: Pairing, approval: PairingApproval, at: Date): Device => ({
  id: approval.deviceId,
  outletId: approval.outletId,
  kind,
  name: approval.name,
  stations: approval.stations,
  appVersion,
  approvedBy: approval.by,
  pairedAt: at,
  lastSeenAt: at,
});
