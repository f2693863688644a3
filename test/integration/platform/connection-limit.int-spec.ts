import { describe, expect, it } from '@jest/globals';

import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

describe('the connections of a process', () => {
  it('are refused at start when the server has not so many, with what to set', async () => {
    const database = await createTestDatabase();
    const [limit] = await database.query<{ most: number }>(
      `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most`,
    );
    const most = limit?.most ?? 0;

    await expect(connect(database, [], most - 3)).rejects.toThrow(
      `DB_POOL_MAX is ${most - 3}, and with 4 more a process may need ${most + 1} connections, where the database gives ${most}: set DB_POOL_MAX to ${most - 4} at most, or raise max_connections`,
    );
    await connect(database, [], most - 4);
  });

  it('are held to the limit of their own user', async () => {
    const database = await createTestDatabase();
    const user = `few_${database.name}`;
    await database.query(`CREATE ROLE ${user} LOGIN PASSWORD 'few' CONNECTION LIMIT 10`);
    try {
      const url = new URL(database.url);
      url.username = user;
      url.password = 'few';
      await database.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${user}`);

      await expect(connect({ ...database, url: url.href }, [], 8)).rejects.toThrow(
        /set DB_POOL_MAX to 6 at most, or raise the user's CONNECTION LIMIT$/,
      );
    } finally {
      await database.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    }
  });
});
