import { signIn } from 'next-auth/react';
import { loadPage } from '@/lib/browser/api/load-page';

export type SignInOutcome = 'signed-in' | 'wrong-password' | 'rate-limited' | 'unreachable';

/** Signs this browser in. Does not say which of email and password was wrong: that would name accounts. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    if (answer?.ok && !answer.error) return 'signed-in';
    // The server hands over a code of the contract; anything else is next-auth's word for a wrong password.
    if (answer?.error === 'rate-limited') return 'rate-limited';
    return answer?.error === 'unavailable' ? 'unreachable' : 'wrong-password';
  } catch {
    // next-auth throws only when its own answers cannot be fetched or read.
    return 'unreachable';
  }
}

/**
 * Signs in whoever has just made an account. Where that fails the account exists all the same, and the sign-in page takes
 * over. @returns whether this page goes on.
 */
export async function signInNewAccount(email: string, password: string): Promise<boolean> {
  if ((await signInWithPassword(email, password)) === 'signed-in') return true;
  loadPage('/sign-in');
  return false;
}
