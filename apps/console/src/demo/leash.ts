/**
 * Preloaded into the processes that the demo starts: they stop as on SIGTERM when the demo is gone, however it went. Without it,
 * `kill -9` of the demo would leave an API on the port.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

export {};
