import { Injectable } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';
import { EventTail } from '#libs/platform';

import { EventHistory, readPage } from '../core/realtime.ports.js';
import { type Audience, audienceKey, messageFor, placesFor, placesOf } from '../core/model/event-visibility.js';
import type { Connection, Told } from './connection.js';

/** A way to reach everyone in a room at once, so that a message is put into bytes once and not once a client. */
export interface Channel {
  broadcast(room: string, message: Told): void;
}

interface Room {
  readonly key: string;
  readonly audience: Audience;
  readonly members: Set<Connection>;
}

const PAGE = 500;

/**
 * Tells this process's clients what its own tail of the log says, in `seq` order: other processes tell theirs, so nobody is told
 * twice. A room holds those who hear the same.
 */
@Injectable()
export class LiveFeed {
  private readonly channels: Channel[] = [];
  private readonly rooms = new Map<string, Room>();
  private readonly places = new Map<string, Set<Room>>();

  constructor(
    private readonly tail: EventTail,
    private readonly history: EventHistory,
  ) {}

  addChannel(channel: Channel): void {
    this.channels.push(channel);
  }

  tell(event: LoggedEvent): void {
    for (const place of placesOf(event)) {
      for (const { key, audience } of this.places.get(place) ?? []) {
        const message = messageFor(audience, event);
        if (message) this.channels.forEach((channel) => channel.broadcast(key, message));
      }
    }
  }

  /**
   * Tells a client what it missed since a `seq`, then lets it hear what happens. It enters its room in the same tick in which it has
   * reached the tail, so nothing falls between and nothing is told twice.
   */
  async follow(connection: Connection, since: number | undefined): Promise<void> {
    const beginning = ++connection.beginnings;
    const listens = () => connection.isOpen && connection.beginnings === beginning;
    let told = since ?? this.tail.position;
    // Another process may be ahead of this one: whoever comes from there has seen what this tail has still to tell.
    if (told > this.tail.position) await this.tail.advance();
    while (listens() && told < this.tail.position) {
      const stretch = { after: told, upTo: this.tail.position, limit: PAGE };
      const { messages, readTo } = await readPage(this.history, connection.audience, stretch);
      if (!listens()) return;
      messages.forEach((message) => connection.tell(message));
      told = readTo;
      await connection.drained();
    }
    if (listens()) this.enter(connection);
  }

  /** Its user may do other things now: it hears from here on what they may hear. */
  move(connection: Connection): void {
    if (connection.room === undefined || connection.room === audienceKey(connection.audience)) return;
    this.leave(connection);
    this.enter(connection);
  }

  leave(connection: Connection): void {
    const room = connection.room === undefined ? undefined : this.rooms.get(connection.room);
    if (!room) return;
    connection.leave(room.key);
    connection.room = undefined;
    room.members.delete(connection);
    if (room.members.size > 0) return;
    this.rooms.delete(room.key);
    for (const place of placesFor(room.audience)) {
      const rooms = this.places.get(place);
      rooms?.delete(room);
      if (rooms?.size === 0) this.places.delete(place);
    }
  }

  private enter(connection: Connection): void {
    const room = this.roomOf(connection.audience);
    room.members.add(connection);
    connection.room = room.key;
    connection.enter(room.key);
  }

  private roomOf(audience: Audience): Room {
    const key = audienceKey(audience);
    const known = this.rooms.get(key);
    if (known) return known;
    const room: Room = { key, audience, members: new Set() };
    this.rooms.set(key, room);
    for (const place of placesFor(audience)) {
      const rooms = this.places.get(place) ?? new Set();
      this.places.set(place, rooms.add(room));
    }
    return room;
  }
}
