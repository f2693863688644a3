-- Citus' functions and tables by their names, for test/support/citus.ts and test/support/global-setup.mjs.
CREATE SCHEMA citus_played;
CREATE TABLE citus_played.pg_dist_local_group (groupid integer NOT NULL);
CREATE TABLE citus_played.pg_dist_node (groupid integer NOT NULL);
CREATE TABLE citus_played.pg_dist_partition (logicalrelid regclass NOT NULL, partmethod "char" NOT NULL, repmodel "char" NOT NULL);
CREATE TABLE citus_played.calls (place integer GENERATED ALWAYS AS IDENTITY, call text NOT NULL, subject text NOT NULL, beside text);
INSERT INTO citus_played.pg_dist_local_group VALUES (0);
INSERT INTO citus_played.pg_dist_node VALUES (0), (1), (2);

CREATE FUNCTION citus_played.refuse_triggers(relation regclass, kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation AND NOT tgisinternal) THEN
    RAISE feature_not_supported USING MESSAGE = format('triggers are not supported on %s tables: %s', kind, relation);
  END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND relation IN (conrelid, confrelid)) THEN
    RAISE feature_not_supported USING MESSAGE = format('%s has a foreign key to or from a table that lies elsewhere', relation);
  END IF;
END $$;

CREATE FUNCTION citus_played.create_reference_table(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM citus_played.refuse_triggers(relation, 'reference');
  INSERT INTO citus_played.pg_dist_partition VALUES (relation, 'n', 't');
  INSERT INTO citus_played.calls (call, subject) VALUES ('reference', relation::text);
END $$;

CREATE FUNCTION citus_played.create_distributed_table(relation regclass, column_name text, colocate_with text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  key regclass;
BEGIN
  PERFORM citus_played.refuse_triggers(relation, 'distributed');
  SELECT i.indexrelid INTO key FROM pg_index i
  WHERE i.indrelid = relation AND (i.indisunique OR i.indisexclusion) AND NOT EXISTS (
    SELECT FROM pg_attribute a
    WHERE a.attrelid = relation AND a.attname = column_name
      AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]));
  IF FOUND THEN
    RAISE feature_not_supported USING MESSAGE = format('cannot create constraint on %s: %s does not include %s', relation, key, column_name);
  END IF;
  IF colocate_with <> 'none' AND NOT EXISTS (
    SELECT FROM citus_played.pg_dist_partition WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h') THEN
    RAISE undefined_table USING MESSAGE = format('%s is not distributed', colocate_with);
  END IF;
  INSERT INTO citus_played.pg_dist_partition VALUES (relation, 'h', 's');
  INSERT INTO citus_played.calls (call, subject, beside) VALUES ('by ' || column_name, relation::text, colocate_with);
END $$;

CREATE FUNCTION citus_played.create_distributed_function(signature regprocedure) RETURNS void LANGUAGE sql AS $$
  INSERT INTO citus_played.calls (call, subject) VALUES ('function', signature::text)
$$;
