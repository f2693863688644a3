import type { MigrationInterface, QueryRunner } from 'typeorm';

type Words = Readonly<Record<string, readonly string[]>>;

const LIFE = ['NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'];

const BUSY: Readonly<Record<string, Words>> = {
  orders: {
    type: ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'],
    status: LIFE,
    payment_status: ['PENDING', 'PARTIALLY_PAID', 'PAID', 'FAILED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  },
  order_items: { status: LIFE },
  stock_movements: {
    type: ['SALE', 'RETURN', 'ADJUSTMENT', 'PURCHASE', 'WASTE', 'COUNT'],
    actor_kind: ['user', 'guest', 'system'],
  },
};

/**
 * The same words, told as one constant each. PostgreSQL reads a check's expression anew for every statement that writes the table, and a
 * list of constants (`IN`) is twice as long to read.
 */
export class WordsOfBusyTables1763790100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await rewrite(runner, (column, words) => `${column} = ANY ('{${words.join(',')}}'::text[])`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewrite(runner, (column, words) => `${column} IN (${words.map((word) => `'${word}'`).join(', ')})`);
  }
}

async function rewrite(runner: QueryRunner, rule: (column: string, words: readonly string[]) => string): Promise<void> {
  for (const [table, columns] of Object.entries(BUSY)) {
    const rules = Object.entries(columns).map(([column, words]) => rule(column, words));
    await runner.query(`
      ALTER TABLE ${table}
        DROP CONSTRAINT ${table}_words_are_known,
        ADD CONSTRAINT ${table}_words_are_known CHECK (${rules.join(' AND ')})
    `);
  }
}
