#!/usr/bin/env node
// Stand-in for Prisma's native schema engine, which would have to be downloaded. Speaks the same line-delimited JSON-RPC
// on standard input and output, but runs @prisma/schema-engine-wasm over the pg driver adapter. Set by scripts/prisma.mjs
// as PRISMA_SCHEMA_ENGINE_BINARY. The shadow database is a throw-away database beside the one of --datasource.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

const require = createRequire(import.meta.url);
const argv = process.argv.slice(2);
const argument = (name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const argumentsAll = (name) => argv.flatMap((value, at) => (value === name ? [argv[at + 1]] : []));

if (argv.includes('--version')) {
  const { enginesVersion } = require('@prisma/engines-version/package.json').prisma ?? {};
  console.log(`schema-engine-cli ${enginesVersion ?? ''}`);
  process.exit(0);
}

const datasource = argument('--datasource') ? JSON.parse(argument('--datasource')) : {};
const url = datasource.url ?? process.env.DATABASE_URL;

/** `cli can-connect-to-database | create-database | drop-database`. */
async function runDatabaseVerb() {
  process.stderr.write('\n');
  try {
    if (argv.includes('can-connect-to-database')) await withClient(url, () => undefined);
    if (argv.includes('create-database'))
      await onServer((client) => client.query(`CREATE DATABASE "${databaseName()}"`));
    if (argv.includes('drop-database')) await dropDatabase(databaseName());
    process.exit(0);
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? 'P1001';
    const fields = { message: error.message, error_code: code };
    const line = {
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      fields,
      target: 'schema_engine::logger',
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(1);
  }
}

async function serve() {
  const { bindMigrationAwareSqlAdapterFactory } = require('@prisma/driver-adapter-utils');
  const panics = (globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(message) {
      this.message = `RuntimeError: ${message}`;
    },
  });
  // Prisma reads a crash as JSON on standard error with exit code 101.
  process.on('uncaughtException', (error) => {
    const message = panics.message || String(error.stack);
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', fields: { message } })}\n`);
    process.exit(101);
  });
  const glue = await loadWasm();
  const datamodels = argumentsAll('--datamodels').map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const isVerbose = process.env.DEBUG?.includes('prisma');
  const engine = await glue.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    (message) => isVerbose && process.stderr.write(`${message}\n`),
    bindMigrationAwareSqlAdapterFactory(new EnginePg(url)),
  );

  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let printed = 0;
  const answer = async ({ id, method, params }) => {
    try {
      const result = await callEngine(engine, method, params);
      if (method === 'diff' && result.stdout)
        send({ id: `p${(printed += 1)}`, method: 'print', params: { content: result.stdout } });
      send({ id, result });
    } catch (error) {
      const isPanic = error?.name === 'RuntimeError';
      const message = isPanic ? panics.message : (error?.message ?? String(error));
      const data = { is_panic: isPanic, message, meta: error?.meta ?? null, error_code: error?.code };
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
      });
    }
  };
  let chain = Promise.resolve();
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const request = line.trim() ? JSON.parse(line) : {};
    if (request.method) chain = chain.then(() => answer(request));
  });
  lines.on('close', () => chain.finally(() => process.exit(0)));
}

async function callEngine(engine, method, params) {
  if (method === 'getDatabaseVersion')
    return engine.version({ datasource: { tag: 'ConnectionString', url } });
  if (method === 'createDatabase') return { databaseName: databaseName() };
  return (await engine[method](params)) ?? {};
}

async function loadWasm() {
  const base = new URL('../node_modules/@prisma/schema-engine-wasm/', import.meta.url);
  const glue = await import(new URL('schema_engine_bg.js', base));
  const wasm = new WebAssembly.Module(fs.readFileSync(new URL('schema_engine_bg.wasm', base)));
  const { exports } = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}

/** The pg adapter, with what the schema engine needs beyond queries. */
class EnginePg extends PrismaPg {
  async connect() {
    return withWholeScripts(await super.connect());
  }

  async connectToShadowDb() {
    const name = `shadow_${randomBytes(6).toString('hex')}`;
    await onServer((client) => client.query(`CREATE DATABASE ${name}`));
    const shadow = new URL(url);
    shadow.pathname = `/${name}`;
    const adapter = await new EnginePg(shadow.href).connect();
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await dropDatabase(name);
    };
    return adapter;
  }
}

/** The adapter cuts scripts at every ';', which breaks functions, DO blocks and strings: send them whole instead. */
function withWholeScripts(adapter) {
  const query = withCharType(adapter.underlyingDriver(), adapter);
  adapter.executeScript = async (script) => {
    try {
      await query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** oid of PostgreSQL's internal "char" and of text; 6 is the driver adapters' number for a character column. */
const [OID_CHAR, OID_TEXT, COLUMN_CHARACTER] = [18, 25, 6];

/**
 * The adapter does not know "char", which the engine's catalogue queries return (pg_constraint.contype). Such columns
 * are presented as text and then labelled as characters; an empty one becomes NUL.
 */
function withCharType(driver, adapter) {
  const query = driver.query.bind(driver);
  const charColumns = new WeakMap();
  driver.query = async (...parameters) => {
    const result = await query(...parameters);
    const columns = [];
    result?.fields?.forEach?.((field, at) => {
      if (field.dataTypeID !== OID_CHAR) return;
      field.dataTypeID = OID_TEXT;
      columns.push(at);
      for (const row of result.rows) if (row[at] === '') row[at] = '\0';
    });
    if (columns.length > 0) charColumns.set(result.rows, columns);
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (parameters) => {
    const result = await queryRaw(parameters);
    for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = COLUMN_CHARACTER;
    return result;
  };
  return query;
}

function databaseName() {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function dropDatabase(name) {
  await onServer((client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}

async function onServer(task) {
  const server = new URL(url);
  server.pathname = '/postgres';
  await withClient(server.href, task);
}

async function withClient(connectionString, task) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await task(client);
  } finally {
    await client.end();
  }
}

// Last, because the classes and constants above must exist.
if (argv.includes('cli')) await runDatabaseVerb();
else await serve();
