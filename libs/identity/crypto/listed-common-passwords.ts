import { Injectable } from '@nestjs/common';

import { CommonPasswords } from '../core/identity.ports.js';

/** The fifty thousand passwords that zxcvbn knows best. They are read when somebody first chooses one. */
@Injectable()
export class ListedCommonPasswords extends CommonPasswords {
  private list?: Promise<ReadonlySet<string>>;

  async has(password: string): Promise<boolean> {
    return (await (this.list ??= readList())).has(password);
  }
}

async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
