import { setTimeout as delay } from 'node:timers/promises';

import type { DataSource } from 'typeorm';

import { driverError } from './database-errors.js';

/** Milliseconds that a server is waited for that is there and does not answer yet. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 250;

const STARTING_UP = '57P03';
/** What pg says of a connection that was taken and never answered. */
const NO_ANSWER = /timeout/i;

/**
 * Connects for the first time. A server that is starting up, or on a machine that starts everything at once, is waited for; one that refuses
 * the connection is not, since it may never come.
 */
export async function connectAtStart(dataSource: DataSource, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      const { code, message = '' } = driverError(error);
      const mayComeSoon = code === STARTING_UP || NO_ANSWER.test(message);
      if (!mayComeSoon || Date.now() > deadline) throw error;
      await delay(PAUSE_MS);
    }
  }
}
