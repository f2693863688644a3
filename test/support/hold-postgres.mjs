// A process that starts the embedded server by the console root in its first argument, prints what it got as one JSON line, and
// stops the server on SIGTERM. Tests kill it in ruder ways.
const [consoleRoot, dataDir, preferredPort] = process.argv.slice(2);
const { startEmbeddedPostgres } = await import(`${consoleRoot}/embedded-postgres.js`);
try {
  const server = await startEmbeddedPostgres({
    dataDir,
    preferredPort: preferredPort ? Number(preferredPort) : undefined,
    log: (line) => console.log(line),
  });
  const { url, port, pid, adopted } = server;
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ url, port, pid, adopted, dataDir: server.dataDir }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(`failed: ${error.message}`);
  process.exit(1);
}
