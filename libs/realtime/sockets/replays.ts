import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { EventTail, FairQueue } from '#libs/platform';

import type { ClientMessage } from '../core/model/event-message.js';
import { type Audience, audienceKey } from '../core/model/event-visibility.js';
import type { Since } from '../core/model/log-place.js';
import type { LogSpan } from '../core/realtime.ports.js';
import { EventReader, type PersonalMessage, type Resumption } from '../core/services/event-reader.js';
import type { Connection } from './connection.js';

/** Clients that come back within this time of each other are told together what they missed. */
const GATHERING_MS = 10;
/** Groups that are read for at a time: whoever else uses the database must not wait for thousands of returning clients. */
const AT_ONCE = 2;
const PAGE = 500;
/** Messages that are written before the process does something else. */
const WRITES_PER_TURN = 500;
/** A client that takes longer for a page goes on by itself. */
const PATIENCE_MS = 2_000;

/** How messages leave: to everybody in a room, put into bytes once. */
interface Sender {
  broadcast(room: string, message: ClientMessage): void;
}

interface Member {
  readonly connection: Connection;
  /** Its `subscriptions` when it asked: it is told nothing more when it has asked again. */
  readonly subscription: number;
  /** Called with whether it was told all that it missed, in the same tick in which nothing is left to tell. */
  readonly done: (isReplayed: boolean) => void;
  readonly gone: () => void;
  readonly failed: (error: unknown) => void;
}

interface Group {
  readonly audience: Audience;
  readonly since: Since;
  readonly members: Member[];
}

/**
 * Tells clients that come back what they missed. Those that may see the same and have come equally far (all tills of an outlet, after a restart) are
 * told together: their part of the log is read once, and put into bytes once.
 */
@Injectable()
export class Replays {
  private readonly gathering = new Map<string, Group>();
  private readonly turns = new FairQueue({ atOnce: AT_ONCE });
  private rooms = 0;

  constructor(
    private readonly tail: EventTail,
    private readonly reader: EventReader,
  ) {}

  /**
   * Resolves when a client has been told, or is gone. `caughtUp` is called in the tick in which it has been told everything, with false when the log cannot
   * tell it all that it missed, or only at great length.
   */
  replay(connection: Connection, since: Since, sender: Sender, caughtUp: (isReplayed: boolean) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const member: Member = {
        connection,
        subscription: connection.subscriptions,
        done: (isReplayed) => {
          caughtUp(isReplayed);
          resolve();
        },
        gone: resolve,
        failed: reject,
      };
      const key = `${audienceKey(connection.audience)} from ${keyOf(since)}`;
      const group = this.gathering.get(key);
      if (group) {
        group.members.push(member);
        return;
      }
      const begun: Group = { audience: connection.audience, since, members: [member] };
      this.gathering.set(key, begun);
      void this.begin(key, begun, sender);
    });
  }

  private async begin(key: string, group: Group, sender: Sender): Promise<void> {
    await delay(GATHERING_MS);
    const { audience, since, members } = group;
    try {
      await this.turns.run(audienceKey(audience), async () => {
        this.gathering.delete(key);
        const resumption = await this.resumption(audience, since);
        if (resumption) await this.tell(members, audience, resumption, sender);
        else members.forEach((member) => (isCurrent(member) ? member.done(false) : member.gone()));
      });
    } catch (error) {
      members.forEach(({ failed }) => failed(error));
    }
  }

  private async resumption(audience: Audience, since: Since): Promise<Resumption | undefined> {
    let found = await this.reader.resumption(audience, since, this.span());
    if (!found) {
      // Another process may be ahead of this one: whoever comes from there has seen what this tail has still to read.
      await this.tail.advance();
      found = await this.reader.resumption(audience, since, this.span());
    }
    if (!found) return undefined;
    const missed = { after: found.place, upTo: this.tail.position };
    return (await this.reader.isTooMuch(audience, missed)) ? undefined : found;
  }

  private async tell(
    given: readonly Member[],
    audience: Audience,
    resumption: Resumption,
    sender: Sender,
  ): Promise<void> {
    const room = `replay ${++this.rooms}`;
    const told = new Set(given);
    told.forEach(({ connection }) => connection.join(room));
    const leave = (member: Member) => {
      told.delete(member);
      member.connection.leave(room);
    };
    /** Clients that are gone leave, and those whose rights have changed go on by themselves. */
    const look = (sent: number) => {
      for (const member of told) {
        if (!isCurrent(member)) {
          leave(member);
          member.gone();
        } else if (audienceKey(member.connection.audience) !== audienceKey(audience)) {
          alone(member, sent);
        }
      }
    };
    const alone = (member: Member, place: number) => {
      leave(member);
      const goOn = () => this.tell([member], member.connection.audience, { ...resumption, place }, sender);
      void member.connection.drained().then(goOn).catch(member.failed);
    };
    let sent = resumption.place;
    for (look(sent); told.size > 0 && sent < this.tail.position; look(sent)) {
      const range = { after: sent, upTo: this.tail.position, limit: PAGE };
      const page = await this.reader.read(audience, range, this.tail.epoch, resumption);
      const atOnce = Math.max(1, Math.floor(WRITES_PER_TURN / told.size));
      for (let i = 0; i < page.told.length; i += atOnce) {
        look(sent);
        const messages = page.told.slice(i, i + atOnce);
        for (const { message } of messages) {
          if (typeof message !== 'function') sender.broadcast(room, message);
          else told.forEach(({ connection }) => sendOwn(connection, message));
        }
        sent = messages.at(-1)?.place ?? sent;
        if (i + atOnce < page.told.length) await nextTurn();
      }
      sent = page.readTo;
      for (const late of await notDrained([...told])) alone(late, sent);
    }
    for (const member of told) {
      leave(member);
      member.done(true);
    }
  }

  private span(): LogSpan {
    return { first: this.tail.begin, last: this.tail.position, epoch: this.tail.epoch };
  }
}

function sendOwn(connection: Connection, messageOf: PersonalMessage): void {
  const message = messageOf(connection.audience);
  if (message) connection.send(message);
}

const isCurrent = ({ connection, subscription }: Member): boolean =>
  connection.isOpen && connection.subscriptions === subscription;

const keyOf = (since: Since): string =>
  'seqs' in since ? JSON.stringify([...since.seqs].sort()) : JSON.stringify(since);

/** Waits for clients to have taken what was sent, and answers those that have not in time. */
async function notDrained(members: readonly Member[]): Promise<Member[]> {
  const waiting = new Set(members);
  const all = Promise.all(
    members.map(async (member) => {
      await member.connection.drained();
      waiting.delete(member);
    }),
  );
  const patience = new AbortController();
  await Promise.race([all, delay(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  return [...waiting];
}
