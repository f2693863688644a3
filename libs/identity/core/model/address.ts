import { brazilianState, cepDigits, type UserActor } from '#libs/kernel';

import { postalCodeInvalid, userNotFound } from './identity.errors.js';

export const MOST_ADDRESSES = 50;

/** Where something is sent. One of a user's addresses at most is the default, and the first becomes it. */
export interface AddressDetails {
  /** What its owner calls it: Home, Work. */
  readonly label: string | null;
  readonly recipient: string | null;
  readonly phone: string | null;
  readonly street: string;
  readonly number: string | null;
  readonly complement: string | null;
  readonly district: string | null;
  readonly city: string;
  readonly state: string | null;
  /** A Brazilian one is a CEP: eight digits, without the hyphen. */
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Address extends AddressDetails {
  readonly id: string;
  readonly userId: string;
  readonly isDefault: boolean;
  /** Counts its changes, from 1. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One address of one user: there is no other way to name it. */
export interface AddressRef {
  readonly userId: string;
  readonly addressId: string;
  /** The version that a change is meant for; any when absent. */
  readonly version?: number;
}

/** The address as it is kept. Throws when a Brazilian postal code is not a CEP, and `STATE_INVALID`. */
export function normalAddress(details: AddressDetails): AddressDetails {
  if (details.country !== 'BR') return details;
  const cep = cepDigits(details.postalCode);
  if (!cep) throw postalCodeInvalid();
  const state = details.state === null ? null : brazilianState(details.state);
  return { ...details, state, postalCode: cep };
}

/** Whose addresses these are to see: one's own, and everybody's for an ADMIN. For others the user does not exist. */
export function assertOwnAddresses(actor: UserActor, userId: string): void {
  if (actor.id !== userId && actor.role !== 'ADMIN') throw userNotFound();
}
