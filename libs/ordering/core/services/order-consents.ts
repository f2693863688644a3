import { Injectable } from '@nestjs/common';

import { type PermissionFacts, type PermissionNeed, Permissions } from '#libs/kernel';

export interface ConsentRequest extends PermissionNeed {
  /** Whether it takes a consent where no rule speaks. A rule of the outlet counts always. */
  readonly isNeeded: boolean;
}

/** Who stands behind a change, and for which figures; null where nobody had to. */
export interface Consent {
  readonly approvedBy: string | null;
  readonly facts: PermissionFacts;
}

export const NO_CONSENT: Consent = { approvedBy: null, facts: {} };

/** The consent that a change of a bill takes: asked for before its transaction, and again under the lock if what it is for has changed. */
@Injectable()
export class OrderConsents {
  constructor(private readonly permissions: Permissions) {}

  /** Throws what `Permissions.require` throws. An approval that is given is looked at, needed or not. */
  async ask(request: ConsentRequest): Promise<Consent> {
    const { approval, facts = {} } = request;
    const isAsked = approval !== undefined || (await this.isNeeded(request));
    return { approvedBy: isAsked ? await this.permissions.require(request) : null, facts };
  }

  /** Whoever stands behind it now that the bill cannot change any more. */
  async confirm({ approvedBy, facts: before }: Consent, request: ConsentRequest): Promise<string | null> {
    if (!(await this.isNeeded(request))) return approvedBy;
    if (approvedBy !== null && isSame(before, request.facts ?? {})) return approvedBy;
    return this.permissions.require(request);
  }

  private async isNeeded({ actor, outletId, key, facts, isNeeded }: ConsentRequest): Promise<boolean> {
    return isNeeded || (await this.permissions.may(actor, outletId, key, facts)).source !== 'DEFAULT';
  }
}

const isSame = (one: PermissionFacts, other: PermissionFacts): boolean =>
  one.amount === other.amount && one.basisPoints === other.basisPoints && one.ageMinutes === other.ageMinutes;
