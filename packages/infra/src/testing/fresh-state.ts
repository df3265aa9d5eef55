import type pg from 'pg'

/**
 * What a database holds before its first use, kept in a schema of its own, so that a used database can be made
 * fresh again: that takes a fraction of the time of making one, which is spent on its hundreds of files.
 */
export async function keepFreshState(client: pg.Client): Promise<void> {
  const filled = await tablesWithRows(client)
  await client.query('create schema fresh')
  for (const table of filled) {
    // Under another name: Kysely's migrator takes a table of its own in any schema for the one it looks for.
    await client.query(
      `create table fresh.${quoted(`of ${table}`)} as table public.${quoted(table)}`,
    )
  }
  await client.query(`
    create table fresh."the sequences" as
    select sequencename::text as name, start_value, last_value from pg_sequences where schemaname = 'public'
  `)
  await client.query(`create table fresh."the shape" as select ''::text as text`)
  await client.query(`update fresh."the shape" set text = (${SHAPE})`)
}

/**
 * Makes a database what it was before its first use, as far as a test can tell. False when that cannot be: it
 * has other tables, indexes or settings now, or has become large.
 */
export async function makeFresh(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean }>(`
    select text = (${SHAPE}) and pg_database_size(current_database()) < ${MAX_BYTES} as same
    from fresh."the shape"
  `)
  if (rows[0]?.same !== true) return false
  // One string, one round trip; without triggers, so that the order of tables does not matter.
  await client.query(`
    begin;
    set local session_replication_role = replica;
    ${REFILL}
    select setval(quote_ident(name)::regclass, coalesce(last_value, start_value), last_value is not null)
    from fresh."the sequences";
    select pg_clear_attribute_stats(schemaname::text, tablename::text, attname::text, inherited)
    from pg_stats where schemaname = 'public';
    select pg_clear_relation_stats('public', relname::text) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and (reltuples <> -1 or relpages <> 0);
    commit;
  `)
  return true
}

/** What has grown beyond this has pages that are slow to go through, and is dropped, bytes. */
const MAX_BYTES = 24_000_000

/** All that is made by statements about the schema: none of it may differ. */
const SHAPE = `
  select md5(concat(
    (select string_agg(concat_ws(' ', oid, relname, relkind, relpersistence, reloptions), ',' order by oid)
      from pg_class where oid >= 16384 and relnamespace = 'public'::regnamespace),
    (select string_agg(concat_ws(' ', attrelid, attnum, attname, atttypid, attnotnull, attisdropped), ',' order by attrelid, attnum)
      from pg_attribute where attrelid >= 16384 and attrelid in (
        select oid from pg_class where relnamespace = 'public'::regnamespace)),
    (select string_agg(concat_ws(' ', oid, conname, convalidated), ',' order by oid)
      from pg_constraint where connamespace = 'public'::regnamespace),
    (select string_agg(concat_ws(' ', oid, tgname, tgenabled), ',' order by oid)
      from pg_trigger where not tgisinternal),
    (select string_agg(concat_ws(' ', oid, proname, md5(prosrc)), ',' order by oid)
      from pg_proc where pronamespace = 'public'::regnamespace),
    (select string_agg(concat_ws(' ', indexrelid, indisvalid), ',' order by indexrelid)
      from pg_index where indexrelid >= 16384 and indexrelid in (
        select oid from pg_class where relnamespace = 'public'::regnamespace)),
    (select string_agg(nspname, ',' order by oid) from pg_namespace where oid >= 16384 and nspname !~ '^pg_'),
    (select string_agg(setconfig::text, ',') from pg_db_role_setting
      where setdatabase = (select oid from pg_database where datname = current_database()))
  ))`

/**
 * Empties what has rows: to look costs milliseconds, a TRUNCATE of all tables makes new files for each. What has
 * no pages was never written to.
 */
const REFILL = `
  do $$
  declare it record; found boolean; columns text;
  begin
    for it in select name, kept from pg_class,
      lateral (select relname::text as name, to_regclass(format('fresh.%I', 'of ' || relname)) is not null as kept)
      where relnamespace = 'public'::regnamespace and relkind = 'r' and (kept or pg_relation_size(oid) > 0)
    loop
      execute format('select exists (select from public.%I)', it.name) into found;
      if found then execute format('delete from public.%I', it.name); end if;
      continue when not it.kept;
      select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
      where attrelid = format('public.%I', it.name)::regclass and attnum > 0
        and not attisdropped and attgenerated = '';
      execute format('insert into public.%1$I (%2$s) overriding system value select %2$s from fresh.%3$I',
        it.name, columns, 'of ' || it.name);
    end loop;
  end $$;`

async function tablesWithRows(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
  `)
  const filled: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select from public.${quoted(name)} limit 1`)
    if (rowCount !== 0) filled.push(name)
  }
  return filled
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
