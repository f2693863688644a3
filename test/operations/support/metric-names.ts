import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../support/processes.js';

const FOLDER = join(ROOT, 'docs', 'operations', 'observability');
const OF_A_HISTOGRAM = /_(?:bucket|count|sum)$/;

/** The metrics of ours that dashboards and alert rules name, without the parts that Prometheus adds. */
export function metricsInUse(): string[] {
  const boards = join(FOLDER, 'grafana', 'dashboards');
  const files = [join(FOLDER, 'alerts.yml'), ...readdirSync(boards).map((name) => join(boards, name))];
  const names = files.flatMap(
    (file) => readFileSync(file, 'utf8').match(/\b(?:comanda|nodejs|process)_[a-z0-9_]+/g) ?? [],
  );
  return [...new Set(names.map((name) => name.replace(OF_A_HISTOGRAM, '')))].sort();
}

/** The metrics that a process tells of. */
export const metricsOf = (text: string): string[] =>
  [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
