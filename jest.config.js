const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: true,
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', ...parser },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
  },
];

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist', '<rootDir>/.worktrees'],
  transform: { '^.+\\.ts$': swc({ decorators: true }), '^.+\\.tsx$': swc({ tsx: true }) },
  moduleNameMapper: {
    '^#libs/(.*)$': '<rootDir>/libs/$1/index.ts',
    '^#events/(.*)$': '<rootDir>/libs/$1/core/model/$1.events.ts',
    '^#module/(.*)$': '<rootDir>/libs/$1/$1.module.ts',
    '^@nestjs/throttler$': '<rootDir>/test/support/throttler.mjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

/** The tiers that need a database: one cluster serves them both, started when a test of either is about to run. */
const withDatabase = {
  ...shared,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

/**
 * Tiers told apart by suffix, and by folder: npm run test:unit | test:architecture | test:int | test:e2e choose one. What kills processes, races at
 * length or goes through every order of events takes minutes, and has a command of its own: npm run test:chaos.
 */
export default {
  workerIdleMemoryLimit: '768MB',
  coverageProvider: 'v8',
  // Tests wait for processes and clocks about as long as they compute: a third keeps two cores busy (measured: 8 % less).
  maxWorkers: 3,
  testTimeout: 90_000,
  reporters: ['default', '<rootDir>/test/support/process-log-reporter.mjs'],
  projects: [
    { ...shared, displayName: 'unit', testRegex: '^(?!.*/test/architecture/).*\\.spec\\.tsx?$' },
    // What holds the code against its own rules, and reads all of it.
    { ...shared, displayName: 'architecture', testRegex: '/test/architecture/.*\\.spec\\.tsx?$' },
    // What takes longest of these two runs when it is asked for (npm run test:whole): .sweep goes through every operation of the API, .long is the rest.
    ...['int', 'e2e'].map((tier) => ({
      ...withDatabase,
      displayName: tier,
      testRegex: `${process.env.WHOLE ? '' : '(?<!\\.(?:long|sweep))'}\\.${tier}-spec\\.ts$`,
    })),
    ...(process.env.CHAOS ? [{ ...withDatabase, displayName: 'chaos', testRegex: '\\.chaos-spec\\.ts$' }] : []),
    // npm run test:operations: the parts that an operator puts around us, and what happens when they are upgraded, moved or lost.
    ...(process.env.OPERATIONS
      ? [
          {
            ...withDatabase,
            displayName: 'operations',
            testRegex: process.env.OPERATIONS === 'short' ? '(?<!\\.long)\\.ops-spec\\.ts$' : '\\.ops-spec\\.ts$',
          },
        ]
      : []),
    // npm run test:web: the pages in a browser, against the built API. Without WHOLE it is the journeys of whoever orders, cooks and sells, .long is the rest.
    // Every screen held against the rules of accessibility takes longer than all journeys: npm run web:accessibility.
    ...(process.env.WEB
      ? [
          {
            ...withDatabase,
            displayName: 'web',
            testEnvironment: '<rootDir>/test/web/support/browser-environment.mjs',
            testRegex:
              process.env.WEB === 'screens'
                ? 'accessibility\\.web-spec\\.ts$'
                : `(?<!accessibility${process.env.WHOLE ? '' : '|\\.long'})\\.web-spec\\.ts$`,
          },
        ]
      : []),
    // npm run test:guides: what the guides tell to type, and the demo on data that people have changed.
    ...(process.env.GUIDES ? [{ ...withDatabase, displayName: 'guides', testRegex: '\\.guide-spec\\.ts$' }] : []),
  ],
};
