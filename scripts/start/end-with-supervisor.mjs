// Loaded into every child of the supervisor. One that is killed closes its end of the channel; a child that lived on would
// hold ports which nobody watches. The check of the parent keeps out grandchildren, who inherit this import from `fork`.
if (String(process.ppid) === process.env.STREAM_BUDDY_SUPERVISOR_PID) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
