// `npm run certs -- [folder]`: the self-signed certificate that `npm start -- --https` makes by itself, for use elsewhere.
import { ensureCertificate } from '@/server/http/self-signed-certificate';

const { certFile, keyFile } = await ensureCertificate(process.argv[2] ?? 'certificate');
console.log(`HTTPS_CERT=${certFile}\nHTTPS_KEY=${keyFile}`);
