/** NTP timestamps, RFC 3550 §4: 64 bits, 32.32 fixed point seconds since 1900. */
const UNIX_TO_NTP_SECONDS = 2_208_988_800;

export interface NtpTime {
  seconds: number;
  fraction: number;
}

export function ntpFromUnixMs(unixMs: number): NtpTime {
  const seconds = Math.floor(unixMs / 1000);
  const fraction = Math.floor(((unixMs - seconds * 1000) / 1000) * 4294967296);
  return { seconds: (seconds + UNIX_TO_NTP_SECONDS) >>> 0, fraction: fraction >>> 0 };
}

export function unixMsFromNtp(ntp: NtpTime): number {
  return (ntp.seconds - UNIX_TO_NTP_SECONDS) * 1000 + (ntp.fraction / 4294967296) * 1000;
}

/** The middle 32 bits, as LSR of a report block carries them. */
export function ntpMiddle(ntp: NtpTime): number {
  return (((ntp.seconds & 0xffff) << 16) | (ntp.fraction >>> 16)) >>> 0;
}
