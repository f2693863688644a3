import { Injectable } from '@nestjs/common';

import {
  assertOutlet,
  forbidden,
  invalid,
  isStaff,
  newId,
  type PermissionKey,
  type StaffRole,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { KnownRequests, PermissionRules, TokenMint } from '../identity.ports.js';
import type { NewApproval, WantedRequest } from '../model/approval-request.js';
import { nothingToApprove, permissionDenied } from '../model/permission.errors.js';
import type { Approvers } from '../model/rule-book.js';
import { PermissionBook } from './permission-book.js';

export interface WishForApproval {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly request: WantedRequest;
}

type Drafted = Pick<
  NewApproval,
  'id' | 'outletId' | 'askedBy' | 'askedByRole' | 'keys' | 'request' | 'requestHash' | 'tokenHash'
> & { readonly grant: string };

/** What asking for an approval begins with, at the till and from afar: which request, what it needs, and the token that will stand for it. */
@Injectable()
export class ApprovalRequests {
  constructor(
    private readonly known: KnownRequests,
    private readonly outlets: OutletsApi,
    private readonly book: PermissionBook,
    private readonly tokens: TokenMint,
    private readonly rules: PermissionRules,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `NOTHING_TO_APPROVE`, and `FORBIDDEN` for what no approval helps with. */
  async draft({ actor, outletId, request }: WishForApproval): Promise<Drafted> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    if ('approval' in request.body) throw approvalInside();
    const keys = this.known.keysOf(request);
    if (!keys) throw nothingToApprove();
    await this.assertWithinReach(actor, outletId, keys);
    const id = newId();
    const grant = this.tokens.approvalGrant(id);
    return {
      id,
      outletId,
      askedBy: actor.id,
      askedByRole: staffRoleOf(actor),
      keys,
      request,
      requestHash: this.known.hashOf(request),
      tokenHash: this.tokens.digest(grant),
      grant,
    };
  }

  /** Who may decide a request for these permissions. */
  async approversOf(outletId: string, keys: readonly PermissionKey[]): Promise<Approvers> {
    const book = await this.book.read();
    const people = book.peopleWithRules(outletId, keys);
    const roles = people.length > 0 ? await this.rules.rolesOf(people, outletId) : new Map<string, StaffRole>();
    return book.approvers(outletId, keys, roles);
  }

  /** What somebody is denied nobody can approve. */
  private async assertWithinReach(actor: UserActor, outletId: string, keys: readonly PermissionKey[]): Promise<void> {
    const book = await this.book.read();
    for (const key of keys) {
      if (book.verdict(actor, outletId, key).effect === 'DENY') throw permissionDenied(key);
    }
  }
}

const approvalInside = () =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: '/request/body/approval', code: 'APPROVAL_INSIDE', message: 'the request is sent without an approval' },
  ]);

function staffRoleOf(actor: UserActor): StaffRole {
  if (!isStaff(actor)) throw forbidden('FORBIDDEN', 'Only staff ask for an approval.');
  return actor.role;
}
