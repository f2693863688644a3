import { Injectable } from '@nestjs/common';

import { Clock, newId, UnitOfWork } from '#libs/kernel';

import { PairingRepository, TokenMint } from '../identity.ports.js';
import { type DeviceKind, MOST_OPEN_PAIRINGS, type Pairing, PAIRING_SECONDS } from '../model/device.js';
import { tooManyPairings } from '../model/identity.errors.js';

export interface RequestDevicePairingInput {
  readonly kind: DeviceKind;
  readonly name?: string;
  readonly appVersion?: string;
}

/** A device asks to be let in. The code is to be shown on it; the secret stays in it, and fetches the token once somebody has approved. */
@Injectable()
export class RequestDevicePairing {
  constructor(
    private readonly pairings: PairingRepository,
    private readonly tokens: TokenMint,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly mostOpen = MOST_OPEN_PAIRINGS,
  ) {}

  /** Throws `RATE_LIMITED` when as many as may be are open at the caller's address. */
  async execute({ kind, name, appVersion }: RequestDevicePairingInput): Promise<{ pairing: Pairing; secret: string }> {
    const secret = this.tokens.pairingSecret();
    const at = this.clock.now();
    const pairing = await this.unitOfWork.run(async () => {
      const { count, nextEndsAt } = await this.pairings.lockOpen(at);
      if (count >= this.mostOpen) throw tooManyPairings(secondsUntil(nextEndsAt, at));
      const wanted = {
        id: newId(),
        secretHash: this.tokens.digest(secret),
        kind,
        name: name ?? null,
        appVersion: appVersion ?? null,
        createdAt: at,
        expiresAt: new Date(at.getTime() + PAIRING_SECONDS * 1000),
        approval: null,
      };
      for (;;) {
        const asked = { ...wanted, code: this.tokens.pairingCode() };
        if (await this.pairings.add(asked)) return asked;
      }
    });
    return { pairing, secret };
  }
}

const secondsUntil = (instant: Date | null, now: Date): number =>
  Math.max(1, Math.ceil(((instant?.getTime() ?? now.getTime()) - now.getTime()) / 1000));
