import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { TURN_MENUS } from '../core/services/menu-turns.js';
import { TurnMenus } from '../core/use-cases/turn-menus.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly at: string;
}

/** A menu begins or ends: its outlet hears of it at that minute. */
@Injectable()
@HandlesJob({ kind: TURN_MENUS })
export class TurnMenusJob implements JobHandler<Payload> {
  constructor(private readonly turn: TurnMenus) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    await this.turn.execute({ outletId: payload.outlet_id, at: new Date(payload.at) });
  }
}
