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
  'max-params': ['error', 6],
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
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: strictest,
  },
  {
    files: ['libs/*/core/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noManagerInjection, ...noOwnTime] },
  },
  {
    // A suite reads better whole, and a mock is often a method out of its object.
    files: ['test/**/*.ts', '**/*.spec.ts', 'libs/*/testing/**/*.ts', 'migrations/*.ts'],
    rules: { 'max-lines': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
