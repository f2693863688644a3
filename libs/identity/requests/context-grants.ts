import { Injectable } from '@nestjs/common';

import { currentRequest } from '#libs/platform';
import { PresentedGrants } from '../core/identity.ports.js';

/** The grant in the header of the request in hand, as the platform's guard found it. */
@Injectable()
export class ContextGrants extends PresentedGrants {
  current(): { token: string; requestHash: string } | null {
    return currentRequest()?.presentedGrant ?? null;
  }
}
