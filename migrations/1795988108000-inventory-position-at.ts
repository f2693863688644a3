import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The place in the list of movements that an instant has. */
export class InventoryPositionAt1795988108000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- stock_position_at: where an instant is among the positions: movements before it have smaller ones, all others this one or greater ones.
      -- Positions are given out as time goes by, so halves of the list are cut off until one movement is left. Movements of the same seconds may stand in
      -- another order than their instants: whoever asks leaves a margin.
      CREATE OR REPLACE FUNCTION stock_position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
      DECLARE
        least_position bigint;
        end_position bigint;
        middle bigint;
        there record;
      BEGIN
        SELECT min(position), max(position) + 1 INTO least_position, end_position FROM stock_movements;
        WHILE least_position < end_position LOOP
          middle := (least_position + end_position) / 2;
          SELECT position, occurred_at INTO there FROM stock_movements WHERE position >= middle ORDER BY position LIMIT 1;
          IF there.occurred_at >= instant THEN
            end_position := middle;
          ELSE
            least_position := there.position + 1;
          END IF;
        END LOOP;
        RETURN coalesce(least_position, 0);
      END $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION stock_position_at`);
  }
}
