const { existsSync, readdirSync, readFileSync } = require('node:fs');

const path = require('node:path');

/** docs/module-map.json: one row a module. A test holds it against the code both ways, and draws it into docs/architecture.md. */
const map = JSON.parse(readFileSync(path.join(__dirname, 'docs/module-map.json'), 'utf8'));

/** Every path rule leaves out `kernel` and `platform`: they are below all modules. */
const BUSINESS = '^libs/(?!kernel/|platform/)([^/]+)/';
const EDGE = `${BUSINESS}(?!core/|presentation/|testing/)([^/]+)/`;
const SPEC = '\\.(spec|int-spec|e2e-spec|chaos-spec)\\.tsx?$';
const TEST_ONLY = [SPEC, '/testing/'];
const NPM = 'node_modules';
/** What others may know of a module's events without knowing the module: the declarations, which import nothing but the kernel. */
const EVENTS = '^libs/([^/]+)/core/model/\\1\\.events\\.ts$';
const NEIGHBOURS_DOOR = '^libs/(?!kernel/|platform/)[^/]+/index\\.ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A module without rules has no core to ask through: its edges call its neighbours themselves. */
const withCore = existsSync('libs') ? readdirSync('libs').filter((name) => existsSync(`libs/${name}/core`)) : [];

const layers = [
  rule(
    'core-imports-no-package',
    'The rules in the middle know no technology.',
    { path: `${BUSINESS}core/(?!use-cases/|services/|[^/]+\\.facade\\.ts)`, pathNot: TEST_ONLY },
    { path: NPM },
  ),
  rule(
    'use-cases-know-only-nest-common',
    'A use case, or a service that use cases share, may be @Injectable, and that is all it knows of Nest.',
    { path: `${BUSINESS}core/((use-cases|services)/|[^/]+\\.facade\\.ts)`, pathNot: TEST_ONLY },
    { path: NPM, pathNot: `${NPM}/@nestjs/common/` },
  ),
  rule(
    'core-uses-no-node-builtin',
    'Time, randomness and I/O come through ports.',
    { path: `${BUSINESS}core/`, pathNot: TEST_ONLY },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'core-never-sees-an-edge',
    'Dependencies point inwards; platform is an edge to a core.',
    { path: `${BUSINESS}core/`, pathNot: TEST_ONLY },
    { path: ['^libs/$1/(?!core/)', '^libs/platform/'] },
  ),
  rule(
    'edges-never-meet',
    'Two edges of a module share nothing but its core, and the shapes and words of its presentation.',
    { path: EDGE, pathNot: TEST_ONLY },
    { path: '^libs/$1/(?!core/|presentation/)[^/]+/', pathNot: '^libs/$1/$2/' },
  ),
  rule(
    'presentation-is-pure',
    'Wire shapes, receipts and words follow from the core alone; no edge, no technology.',
    { path: `${BUSINESS}presentation/`, pathNot: TEST_ONLY },
    { path: ['^libs/$1/(?!core/|presentation/)[^/]+/', '^libs/platform/', NPM] },
  ),
  rule(
    'an-edge-sees-no-wiring',
    'The module file sees its edges, never the other way round; an index is for neighbours.',
    { path: EDGE, pathNot: TEST_ONLY },
    { path: '^libs/$1/[^/]+\\.ts$' },
  ),
  ...(withCore.length > 0
    ? [
        rule(
          'edges-ask-their-own-core',
          'What an edge needs of a neighbour goes through a use case of its own module.',
          {
            path: `^libs/(${withCore.join('|')})/(?!core/|presentation/|testing/)[^/]+/`,
            pathNot: [...TEST_ONLY, '^libs/(kernel|platform)/'],
          },
          { path: NEIGHBOURS_DOOR, pathNot: '^libs/$1/' },
        ),
      ]
    : []),
];

const doors = [
  rule(
    'index-exports-only-core',
    'Importing a neighbour never drags in Nest or TypeORM.',
    { path: `${BUSINESS}index\\.ts$` },
    { pathNot: '^libs/$1/core/' },
  ),
  rule(
    'two-front-doors',
    'A neighbour is reached by its index.ts or its module file.',
    { path: BUSINESS, pathNot: TEST_ONLY },
    { path: BUSINESS, pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$', '^libs/[^/]+/[^/]+\\.module\\.ts$', EVENTS] },
  ),
  rule(
    'fakes-borrow-fakes',
    'The fakes of a module may use those of a neighbour, and its index.ts.',
    { path: `${BUSINESS}testing/`, pathNot: SPEC },
    { path: BUSINESS, pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$', '^libs/[^/]+/testing/'] },
  ),
  rule(
    'apps-use-the-front-doors',
    'A process is put together from module files, indexes and platform.',
    { path: '^apps/', pathNot: SPEC },
    { path: '^libs/(?!platform/)', pathNot: ['^libs/[^/]+/index\\.ts$', '^libs/[^/]+/[^/]+\\.module\\.ts$'] },
  ),
  rule(
    'modules-are-wired-by-modules',
    'Only a module file imports a module file.',
    { path: '^libs/', pathNot: ['\\.module\\.ts$', SPEC] },
    { path: `${BUSINESS}[^/]+\\.module\\.ts$` },
  ),
];

const oneOfEach = [
  rule(
    'one-reader-and-writer-of-csv',
    'What one disarms the other must arm again: every file goes through libs/platform/csv.',
    { path: '^(libs|apps)/', pathNot: ['^libs/platform/csv/', SPEC] },
    { path: `${NPM}/csv-(parse|stringify|generate|transform)/` },
  ),
  rule(
    'one-maker-of-redis-connections',
    'TLS, users, sentinels and clusters are for every connection, or a password travels in clear: RedisConnections makes them all.',
    { path: '^(libs|apps)/', pathNot: ['^libs/platform/redis/', SPEC] },
    { path: `${NPM}/(ioredis|redis|@redis)/` },
  ),
  rule(
    'one-user-of-bull',
    'Bull makes connections of its own unless it is given them.',
    { path: '^(libs|apps)/', pathNot: ['^libs/platform/jobs/', SPEC] },
    { path: `${NPM}/(bull|@nestjs/bull)/` },
  ),
];

const floors = [
  rule(
    'kernel-is-the-floor',
    'Pure TypeScript; node:crypto alone, for ids. Of json-schema-to-ts, types alone.',
    { path: '^libs/kernel/', pathNot: TEST_ONLY },
    { path: ['^apps/', '^libs/(?!kernel/)', NPM], pathNot: `${NPM}/json-schema-to-ts/` },
  ),
  rule(
    'kernel-does-no-io',
    'No builtin of Node but crypto.',
    { path: '^libs/kernel/', pathNot: TEST_ONLY },
    { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  ),
  rule(
    'platform-knows-no-module',
    'Plumbing without a business word.',
    { path: '^libs/platform/', pathNot: SPEC },
    { path: ['^apps/', BUSINESS] },
  ),
  rule('nobody-imports-apps', 'Processes are put together last.', { path: '^(libs|migrations)/' }, { path: '^apps/' }),
  rule(
    'the-sandbox-is-the-outside-world',
    'Simulated providers share nothing with the adapters that call them: an error must not hide in both.',
    { path: '^apps/sandbox/' },
    { path: ['^libs/', '^apps/(?!sandbox/)'] },
  ),
  rule(
    'production-knows-no-sandbox',
    'Only the console starts the simulated providers, for its demo.',
    { path: '^apps/(?!sandbox/|console/)' },
    { path: '^apps/sandbox/' },
  ),
  rule(
    'migrations-stand-alone',
    'A migration says the same in ten years: SQL, and nothing of today’s code.',
    { path: '^migrations/' },
    { path: ['^apps/', '^libs/'] },
  ),
  rule(
    'tests-stay-in-tests',
    'Production code imports neither fakes nor specs.',
    { path: '^(apps|libs|migrations)/', pathNot: TEST_ONLY },
    { path: ['^test/', '^libs/[^/]+/testing/', SPEC] },
  ),
  rule('no-cycles', 'Under native ESM a cycle of decorated classes dies at import.', {}, { circular: true }),
  rule('nothing-unresolved', 'A path that leads nowhere.', {}, { couldNotResolve: true }),
];

const pages = [
  rule(
    'web-is-a-client',
    'A page knows of the server what openapi.json says, and is made of few packages.',
    { path: '^apps/web/(?!build/|vite\\.config\\.ts)', pathNot: SPEC },
    {
      pathNot: [
        '^apps/web/(?!build/)',
        `${NPM}/(preact|@preact/signals(-core)?|openapi-fetch|openapi-typescript-helpers|socket\\.io-client|idb-keyval)/`,
      ],
    },
  ),
  rule(
    'nobody-imports-web',
    'Pages are built by themselves.',
    { path: '^(libs|migrations|apps/(?!web/))' },
    { path: '^apps/web/' },
  ),
];

const lanes = Object.entries(map).map(([name, { calls, hears }]) =>
  rule(
    `${name}-stays-in-its-lane`,
    'docs/module-map.json is the architecture: change it on purpose.',
    { path: `^libs/${name}/`, pathNot: SPEC },
    {
      path: '^libs/',
      pathNot: [
        `^libs/(${[name, 'kernel', 'platform', ...calls].join('|')})/`,
        ...hears.map((other) => `^libs/${other}/core/model/${other}\\.events\\.ts$`),
      ],
    },
  ),
);

module.exports = {
  forbidden: [...layers, ...doors, ...oneOfEach, ...floors, ...pages, ...lanes],
  options: {
    doNotFollow: { path: NPM },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
