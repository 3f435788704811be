import { signIn } from 'next-auth/react';

export type SignInOutcome = 'signed-in' | 'wrong-password' | 'rate-limited' | 'unreachable';

const TOO_MANY_REQUESTS = 429;

/** Signs this browser in. Does not say which of email and password was wrong: that would name accounts. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    if (answer?.ok && !answer.error) return 'signed-in';
    return answer?.status === TOO_MANY_REQUESTS || answer?.error === 'rate-limited'
      ? 'rate-limited'
      : 'wrong-password';
  } catch {
    // next-auth throws only when its own answers cannot be fetched or read.
    return 'unreachable';
  }
}
