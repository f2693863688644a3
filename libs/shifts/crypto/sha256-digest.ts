import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Digest } from '../core/shifts.ports.js';

@Injectable()
export class Sha256Digest extends Digest {
  of(text: string): string {
    return createHash('sha256').update(text, 'utf8').digest('hex');
  }
}
