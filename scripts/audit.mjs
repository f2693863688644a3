// `npm run audit`: asks the registry for known faults of what production runs. Fails for those of level `high` and above; without a registry
// it says so and passes, since nothing was found out (set AUDIT_MUST_ANSWER=true where the registry has to answer).
import { spawnSync } from 'node:child_process';

const LEVEL = process.env.AUDIT_LEVEL ?? 'high';
const LEVELS = ['info', 'low', 'moderate', 'high', 'critical'];

const { stdout, stderr } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--fetch-retries=1', '--fetch-timeout=20000'],
  {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  },
);
const report = parsed(stdout);
const counts = report?.metadata?.vulnerabilities;

if (!counts) {
  const reason = report?.message ?? report?.error?.summary ?? stderr.trim().split('\n')[0] ?? 'no answer';
  process.stderr.write(
    `npm run audit: the registry could not be asked, so nothing is known: ${reason || 'no answer'}\n`,
  );
  process.exit(process.env.AUDIT_MUST_ANSWER === 'true' ? 1 : 0);
}

for (const { name, severity, via } of Object.values(report.vulnerabilities)) {
  const titles = via.filter((one) => typeof one === 'object').map(({ title, url }) => `${title} (${url})`);
  process.stdout.write(`${severity}: ${name}: ${titles.join('; ') || 'through what it depends on'}\n`);
}
const grave = LEVELS.slice(LEVELS.indexOf(LEVEL)).reduce((sum, level) => sum + (counts[level] ?? 0), 0);
process.stdout.write(
  `npm run audit: ${counts.total} known faults in production dependencies, ${grave} of them ${LEVEL} or worse\n`,
);
process.exit(grave > 0 ? 1 : 0);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
