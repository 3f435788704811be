import { networkInterfaces } from 'node:os';

/** IPv4 addresses by which other machines of the network may reach this one. */
export function localAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
}
