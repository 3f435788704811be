import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import selfsigned from 'selfsigned';
import { localAddresses } from './local-addresses';

const VALID_DAYS = 365;
/** Made anew this long before its end, so that no show meets it. */
const RENEW_BEFORE_DAYS = 30;
const DAY_MS = 86_400_000;

export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

/** The certificate of `npm start -- --https`: kept while it is valid and names every address of this machine. */
export async function ensureCertificate(folder: string): Promise<CertificateFiles> {
  const files = { certFile: path.join(folder, 'cert.pem'), keyFile: path.join(folder, 'key.pem') };
  const names = ['localhost', hostname()];
  const addresses = ['127.0.0.1', '::1', ...localAddresses()];
  if (await isUsable(files.certFile, names, addresses)) return files;
  const notAfterDate = new Date(Date.now() + VALID_DAYS * DAY_MS);
  const made = await selfsigned.generate([{ name: 'commonName', value: 'Stream Buddy' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await mkdir(folder, { recursive: true });
  await writeFile(files.keyFile, made.private, { mode: 0o600 });
  await writeFile(files.certFile, made.cert);
  return files;
}

async function isUsable(file: string, names: string[], addresses: string[]): Promise<boolean> {
  const pem = await readFile(file, 'utf8').catch(() => null);
  if (pem === null) return false;
  const certificate = new X509Certificate(pem);
  const leftMs = Date.parse(certificate.validTo) - Date.now();
  return (
    leftMs > RENEW_BEFORE_DAYS * DAY_MS &&
    names.every((name) => certificate.checkHost(name) !== undefined) &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}
