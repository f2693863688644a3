import regexp from 'eslint-plugin-regexp';
import security from 'eslint-plugin-security';
import tseslint from 'typescript-eslint';

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const noManagerInjection = {
  selector: 'Decorator > CallExpression[callee.name=/^Inject(Repository|DataSource|EntityManager)$/]',
  message: 'Only platform/database touches TypeORM: inject Database, or a port.',
};
const time = 'Time comes from Clock.';
const noOwnTime = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: time },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: time },
];

const strictest = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  // Wide enough for what is injected into a use case; a lower limit only moves collaborators into bags.
  'max-params': ['error', 8],
  'no-console': 'error',
  'no-restricted-syntax': ['error', noDefaultExport, noManagerInjection],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, minimumDescriptionLength: 0 }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
  ],
  // A port is asynchronous for whoever implements it with I/O; a fake of it need not wait for anything.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

/** Typed linting of everything that tsconfig.json includes. Plain JavaScript is linted by nobody but prettier. */
export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'coverage/**',
      '.data/**',
      'node_modules/**',
      '**/*.js',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.generated.ts',
      'apps/web/generated/**',
      // Compiled against the clients that are generated for them, by npm run test:clients.
      'test/clients/*/*.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: strictest,
  },
  {
    // Static analysis for faults of security; CodeQL looks deeper, on the host. The other rules of the plugin take every index for an attack.
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts', 'migrations/**/*.ts'],
    plugins: { regexp, security },
    rules: {
      'security/detect-bidi-characters': 'error',
      'security/detect-buffer-noassert': 'error',
      'security/detect-eval-with-expression': 'error',
      'security/detect-new-buffer': 'error',
      'security/detect-pseudoRandomBytes': 'error',
      // Proves what it reports, where detect-unsafe-regex takes every optional group for a fault.
      'regexp/no-super-linear-backtracking': 'error',
    },
  },
  {
    files: ['libs/*/core/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noManagerInjection, ...noOwnTime] },
  },
  {
    // What Vite reads.
    files: ['apps/web/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noManagerInjection] },
  },
  {
    // A suite reads better whole, and a mock is often a method out of its object.
    files: [
      'test/**/*.ts',
      '**/*.spec.{ts,tsx}',
      'libs/*/testing/**/*.ts',
      'migrations/*.ts',
      'libs/platform/http/problems/sentences/*.ts',
    ],
    rules: { 'max-lines': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
