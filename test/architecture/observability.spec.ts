import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { describeWhere, programPath } from '../support/installed.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'operations', 'observability');
const read = (...path: string[]): string => readFileSync(join(FOLDER, ...path), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly action: string };
}

const { groups } = parse(read('alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboards = readdirSync(join(FOLDER, 'grafana', 'dashboards'));

const describeWithPromtool = describeWhere(
  programPath('promtool') !== undefined,
  'promtool',
  'apt-get install prometheus',
);

const promtool = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: FOLDER, encoding: 'utf8' });
  return status === 0 ? 'fine' : stdout + stderr;
};

describeWithPromtool('the alert rules, to Prometheus itself', () => {
  it('are what it takes, and fire when they should and not before', () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toBe('fine');
    expect(promtool('check', 'config', 'prometheus.yml')).toBe('fine');
    expect(promtool('test', 'rules', 'alerts.test.yml')).toBe('fine');
  });
});

describe('the alert rules', () => {
  it('each wait before they call somebody, say how urgent it is, what is wrong and what to do', () => {
    const faults = rules.filter(
      ({ for: wait, labels, annotations }) =>
        !wait || !['page', 'ticket'].includes(labels.severity) || !annotations.summary || !annotations.action,
    );

    expect(rules.length).toBeGreaterThan(12);
    expect(faults.map(({ alert }) => alert)).toEqual([]);
  });
});

it('each alert rule fires in a test of its own', () => {
  const { tests } = parse(read('alerts.test.yml')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const fired = tests.flatMap((one) =>
    one.alert_rule_test.filter(({ exp_alerts: expected }) => expected.length > 0).map(({ alertname }) => alertname),
  );
  expect([...new Set(fired)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

describe('the dashboards', () => {
  it.each(dashboards)('%s has panels that ask Prometheus, each with a unit', (name) => {
    const { uid, panels } = JSON.parse(read('grafana', 'dashboards', name)) as {
      uid: string;
      panels: {
        title: string;
        datasource: { uid: string };
        fieldConfig: { defaults: { unit?: string } };
        targets: { expr: string }[];
      }[];
    };

    expect(uid).toMatch(/^comanda-/);
    expect(panels.length).toBeGreaterThan(5);
    for (const { title, datasource, fieldConfig, targets } of panels) {
      expect([title, datasource.uid, Boolean(fieldConfig.defaults.unit), targets.length > 0]).toEqual([
        title,
        'prometheus',
        true,
        true,
      ]);
    }
  });
});
