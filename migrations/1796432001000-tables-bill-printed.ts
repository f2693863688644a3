import type { MigrationInterface, QueryRunner } from 'typeorm';

const states = (more: string): string => `
  ALTER TABLE table_states
    DROP CONSTRAINT table_states_state_check,
    ADD CONSTRAINT table_states_state_check CHECK (state IN ('FREE', 'DIRTY', 'SEATED', 'ORDERED'${more}, 'PAID', 'BLOCKED'))`;

/** A table whose guests have their bill on paper. */
export class TablesBillPrinted1796432001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(states(", 'BILL_PRINTED'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE table_states SET state = 'ORDERED' WHERE state = 'BILL_PRINTED'");
    await runner.query(states(''));
  }
}
