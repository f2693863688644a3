import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Database, EventLogFollowers } from '#libs/platform';

/** Keeps events in the log until the reports have counted them. */
@Injectable()
export class SqlRollupPlace implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly followers: EventLogFollowers,
  ) {}

  onModuleInit(): void {
    this.followers.add('reports', () => this.place());
  }

  private async place(): Promise<number> {
    const [cursor] = await this.database.query<{ last_seq: number }>({
      text: 'SELECT last_seq FROM report_cursor WHERE id = 1',
    });
    return cursor?.last_seq ?? 0;
  }
}
