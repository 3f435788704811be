import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Secrets of one installation. Losing `masterKey` loses every stream key; losing another only signs people out. */
const secretsSchema = z.object({
  authSecret: z.string().min(32),
  /** 32 bytes, base64url. */
  masterKey: z.string().refine((value) => Buffer.from(value, 'base64url').length === 32, 'must be 32 bytes'),
  livekitApiKey: z.string().min(1),
  livekitApiSecret: z.string().min(32),
  whipTokenSecret: z.string().min(32),
  gatewayControlToken: z.string().min(32),
  postgresPassword: z.string().min(16),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** The environment's name for each secret: what the supervisor passes to its children, and what an operator may set. */
const SECRET_VARIABLES = {
  authSecret: 'NEXTAUTH_SECRET',
  masterKey: 'MASTER_KEY',
  livekitApiKey: 'LIVEKIT_API_KEY',
  livekitApiSecret: 'LIVEKIT_API_SECRET',
  whipTokenSecret: 'WHIP_TOKEN_SECRET',
  gatewayControlToken: 'GATEWAY_CONTROL_TOKEN',
  postgresPassword: 'POSTGRES_PASSWORD',
} as const satisfies Record<keyof Secrets, string>;

type Variables = Record<string, string | undefined>;

/** Reads DATA_DIR/secrets.json, making it (mode 600) on the first start. Values of the environment win and are not stored. */
export async function loadSecrets(dataDir: string, variables: Variables): Promise<Secrets> {
  const file = path.join(dataDir, 'secrets.json');
  const stored = (await readStored(file)) ?? (await createStored(file));
  const parsed = secretsSchema.safeParse({ ...stored, ...given(variables) });
  if (parsed.success) return parsed.data;
  throw new Error(`${file} or the environment has a wrong secret: ${describe(parsed.error)}`);
}

/** In a child of the supervisor every secret arrives in the environment. */
export function secretsFromEnv(variables: Variables): Secrets {
  const parsed = secretsSchema.safeParse(given(variables));
  if (parsed.success) return parsed.data;
  throw new Error(`Start Stream Buddy with \`npm start\`: a secret is missing (${describe(parsed.error)})`);
}

export function secretsToEnv(secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SECRET_VARIABLES).map(([name, variable]) => [variable, secrets[name as keyof Secrets]]),
  );
}

function given(variables: Variables): Partial<Secrets> {
  const entries = Object.entries(SECRET_VARIABLES).map(
    ([name, variable]) => [name, variables[variable]] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value.trim() !== ''));
}

async function readStored(file: string): Promise<Partial<Secrets> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  await chmod(file, 0o600);
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text)) as Partial<Secrets>;
  } catch (error) {
    throw new Error(
      `${file} is not readable as JSON. Restore it from a backup: it holds the key of all stream keys.`,
      {
        cause: error,
      },
    );
  }
}

async function createStored(file: string): Promise<Partial<Secrets>> {
  const secrets: Secrets = {
    authSecret: token(),
    masterKey: token(),
    livekitApiKey: `sb${randomBytes(6).toString('hex')}`,
    livekitApiSecret: token(),
    whipTokenSecret: token(),
    gatewayControlToken: token(),
    postgresPassword: token(),
  };
  // Written aside and linked into place: a crash leaves no half file, and of two first starts one wins for both.
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readStored(file)) ?? secrets;
}

const token = (): string => randomBytes(32).toString('base64url');
const describe = (error: z.ZodError): string =>
  error.issues
    .map((issue) => SECRET_VARIABLES[issue.path[0] as keyof Secrets] ?? issue.path.join('.'))
    .join(', ');
