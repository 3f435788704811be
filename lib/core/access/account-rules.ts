/** What an account may look like: the same numbers in forms and on the server. */
export const ACCOUNT = {
  /** NIST SP 800-63B asks for 8; a producer's account opens stream keys, so a little more. */
  passwordCharsMin: 10,
  /** argon2 takes any length; this only bounds the work of hashing a hostile one. */
  passwordCharsMax: 200,
  /** RFC 5321 §4.5.3.1.3 minus the angle brackets. */
  emailCharsMax: 254,
} as const;
