import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe } from '@jest/globals';

/** Debian keeps servers in the last two, which are not on everybody's PATH. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** The whole path of a program of this machine; undefined where it is not installed. */
export const programPath = (name: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** `describe` where the suite's program is there; elsewhere the suite is skipped and prints what is missing, and the command that installs it. */
export const describeWhere =
  (isThere: boolean, program: string, install: string) =>
  (name: string, suite: () => void): void => {
    if (isThere) {
      describe(name, suite);
      return;
    }
    process.stderr.write(`Skipped, since ${program} is not installed (${install}): ${name}\n`);
    describe.skip(name, suite);
  };
