import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/server/app-error';

/** Bounds how often one address may call what needs no account. @throws AppError `rate-limited`. */
export function limitByIp({ perMinute }: { perMinute: number }): (ip: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (ip) => {
    try {
      await limiter.consume(ip);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new AppError('rate-limited');
      throw error;
    }
  };
}
