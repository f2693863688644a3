import { Injectable } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';
import { EventTail } from '#libs/platform';

import { type ClientMessage, type ResyncMessage, resyncRequired } from '../core/model/event-message.js';
import {
  type Audience,
  audienceKey,
  isPersonal,
  messageFor,
  outletOf,
  topicsFor,
  topicsOf,
} from '../core/model/event-visibility.js';
import type { Since } from '../core/model/log-place.js';
import type { Connection } from './connection.js';
import { Replays } from './replays.js';

/** A way to reach everyone in a room at once, so that a message is put into bytes once and not once a client. */
export interface Channel {
  broadcast(room: string, message: ClientMessage): void;
}

interface Room {
  readonly key: string;
  readonly audience: Audience;
  readonly members: Set<Connection>;
}

/**
 * Sends this process's clients the events of its own tail of the log, in the order of the log: other processes send to theirs, so nobody receives one
 * twice. A room holds those who may see the same.
 */
@Injectable()
export class LiveFeed {
  private readonly channels: Channel[] = [];
  private readonly rooms = new Map<string, Room>();
  private resyncs = 0;
  private readonly roomsByTopic = new Map<string, Set<Room>>();

  constructor(
    private readonly tail: EventTail,
    private readonly replays: Replays,
  ) {}

  addChannel(channel: Channel): void {
    this.channels.push(channel);
  }

  publish(event: LoggedEvent): void {
    for (const topic of topicsOf(event)) {
      for (const { key, audience, members } of this.roomsByTopic.get(topic) ?? []) {
        if (isPersonal(event)) {
          members.forEach((member) => this.tell(member, event));
          continue;
        }
        const message = messageFor(audience, event, this.tail.epoch);
        if (message) this.broadcast(key, message);
      }
    }
  }

  /** Tells everybody to fetch anew what they show: some of what they were told may not have happened. */
  resync(): void {
    this.resyncs += 1;
    for (const { key, audience } of this.rooms.values()) {
      this.broadcast(key, this.resyncMessage(audience));
    }
  }

  /**
   * Replays what a client missed since a place, then puts it into its room. It joins in the same tick in which the replay has reached the
   * tail, so nothing is left out and nothing is sent twice. A client that the log cannot tell all it missed, or only at great length, is told
   * to fetch anew what it shows.
   */
  async subscribe(connection: Connection, since: Since | undefined): Promise<void> {
    connection.subscriptions += 1;
    if (!connection.isOpen) return;
    if (since === undefined) return this.join(connection);
    const resyncs = this.resyncs;
    await this.replays.replay(connection, since, this, (isReplayed) => {
      if (!isReplayed || resyncs !== this.resyncs) connection.send(this.resyncMessage(connection.audience));
      this.join(connection);
    });
  }

  /** Tells one client of an event that is for some people alone. */
  private tell(connection: Connection, event: LoggedEvent): void {
    const message = messageFor(connection.audience, event, this.tail.epoch);
    if (message) connection.send(message);
  }

  broadcast(room: string, message: ClientMessage): void {
    this.channels.forEach((channel) => channel.broadcast(room, message));
  }

  private resyncMessage(audience: Audience): ResyncMessage {
    const outlet = outletOf(audience);
    const place = { place: this.tail.position, epoch: this.tail.epoch };
    return resyncRequired(place, outlet === undefined ? null : this.tail.seqOf(outlet));
  }

  /** Changes the room of a client whose user may see other things now. */
  move(connection: Connection): void {
    if (connection.room === undefined || connection.room === audienceKey(connection.audience)) return;
    this.leave(connection);
    this.join(connection);
  }

  leave(connection: Connection): void {
    const room = connection.room === undefined ? undefined : this.rooms.get(connection.room);
    if (!room) return;
    connection.leave(room.key);
    connection.room = undefined;
    room.members.delete(connection);
    if (room.members.size > 0) return;
    this.rooms.delete(room.key);
    for (const topic of topicsFor(room.audience)) {
      const rooms = this.roomsByTopic.get(topic);
      rooms?.delete(room);
      if (rooms?.size === 0) this.roomsByTopic.delete(topic);
    }
  }

  private join(connection: Connection): void {
    const room = this.roomOf(connection.audience);
    room.members.add(connection);
    connection.room = room.key;
    connection.join(room.key);
  }

  private roomOf(audience: Audience): Room {
    const key = audienceKey(audience);
    const known = this.rooms.get(key);
    if (known) return known;
    const room: Room = { key, audience, members: new Set() };
    this.rooms.set(key, room);
    for (const topic of topicsFor(audience)) {
      const rooms = this.roomsByTopic.get(topic) ?? new Set();
      this.roomsByTopic.set(topic, rooms.add(room));
    }
    return room;
  }
}
