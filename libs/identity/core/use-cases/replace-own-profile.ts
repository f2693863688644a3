import { Injectable } from '@nestjs/common';

import type { User, UserChanges } from '../model/user.js';
import { ChangeOwnProfile, type ChangeOwnProfileInput } from './change-own-profile.js';

export interface ReplaceOwnProfileInput extends Omit<ChangeOwnProfileInput, 'changes'> {
  readonly profile: ChangeOwnProfileInput['changes'] & Required<Pick<UserChanges, 'locale'>>;
}

/** Sets the whole profile: what is left out is removed, but for what one logs in with (e-mail address, PIN and password), which stays. */
@Injectable()
export class ReplaceOwnProfile {
  constructor(private readonly changeProfile: ChangeOwnProfile) {}

  /** Throws as {@link ChangeOwnProfile} does. */
  execute({ profile, ...request }: ReplaceOwnProfileInput): Promise<User> {
    const { name = null, phone = null, cpf = null, cnpj = null, stateRegistration = null } = profile;
    const changes = { ...profile, name, phone, cpf, cnpj, stateRegistration };
    return this.changeProfile.execute({ ...request, changes });
  }
}
