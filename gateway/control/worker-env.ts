/**
 * Of a program worker's process, beside the gateway's own.
 *
 * The thread pool: half of its threads may wait for name servers (libuv's rule for slow work). Of the default's four
 * those are two, and two names that nobody answers for would keep every other destination from connecting, for as long
 * as they are tried: 64 are a thread for each address of 16 destinations, primary and backup. They cost 0.4 MB together.
 *
 * The malloc settings are read by glibc alone; other systems do not know them.
 */
export const WORKER_ENV = {
  UV_THREADPOOL_SIZE: '64',
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '65536',
};
