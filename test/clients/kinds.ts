/** One kind of client: how it is generated from openapi.json, compiled as strictly as its language can, and run. */
export interface Kind {
  readonly name: string;
  readonly isTypeScript: boolean;
  /** Programs that must be on the PATH. */
  readonly needs: readonly string[];
  readonly nodeAtLeast?: number;
  /** Shell lines, run one after another in a folder of its own; `$OPENAPI`, `$PROGRAMS`, `$GENERATOR` and `$COMANDA_URL` are set. */
  readonly steps: readonly string[];
  /** What cannot be done for want of a toolchain. */
  readonly unfinished?: string;
}

const STRICT =
  '--strict --noUncheckedIndexedAccess --skipLibCheck --target es2022 --module esnext --moduleResolution bundler';
const TSC = `npx tsc ${STRICT} --types node`;
const npm = (...packages: string[]) =>
  `echo '{"private":true,"type":"module"}' > package.json && npm install --silent --save-exact --no-audit --no-fund ${[
    'typescript@5.9.3',
    '@types/node@20.19.43',
    'tsx@4.23.15',
    ...packages,
  ].join(' ')}`;
const generate = (generator: string, folder: string, properties = '') =>
  `java -jar "$GENERATOR" generate -i "$OPENAPI" -g ${generator} -o ${folder} ${properties && `--additional-properties=${properties}`} > generator.log`;

export const KINDS: readonly Kind[] = [
  {
    name: 'openapi-fetch',
    isTypeScript: true,
    needs: [],
    steps: [
      npm('openapi-typescript@7.13.0', 'openapi-fetch@0.17.0'),
      'npx openapi-typescript "$OPENAPI" -o api.ts',
      'cp "$PROGRAMS/openapi-fetch/program.ts" .',
      `${TSC} --noEmit program.ts`,
      'npx tsx program.ts',
    ],
  },
  {
    name: 'hey-api',
    isTypeScript: true,
    needs: [],
    steps: [
      npm('@hey-api/openapi-ts@0.99.0'),
      'npx openapi-ts -i "$OPENAPI" -o api',
      'cp "$PROGRAMS/hey-api/program.ts" .',
      `${TSC} --noEmit program.ts`,
      'npx tsx program.ts',
    ],
  },
  {
    name: 'typescript-fetch',
    isTypeScript: true,
    needs: ['java', 'mvn'],
    steps: [
      npm(),
      generate('typescript-fetch', 'api'),
      'cp "$PROGRAMS/typescript-fetch/program.ts" .',
      // The generated code indexes arrays without looking.
      `${TSC.replace('--noUncheckedIndexedAccess ', '')} --noEmit program.ts`,
      'npx tsx program.ts',
    ],
  },
  {
    name: 'python',
    isTypeScript: false,
    needs: ['java', 'mvn', 'python3'],
    steps: [
      generate('python', 'api', 'packageName=comanda'),
      'python3 -m venv venv && venv/bin/pip install --quiet ./api',
      'venv/bin/python -W error -m compileall -q api/comanda',
      'venv/bin/python "$PROGRAMS/python/program.py"',
    ],
  },
  {
    name: 'go',
    isTypeScript: false,
    needs: ['java', 'mvn', 'go'],
    steps: [
      generate('go', 'api', 'packageName=comanda'),
      'cd api && rm -rf test go.mod go.sum && go mod init example.com/comanda && mkdir program && cp "$PROGRAMS/go/main.go" program/ && go mod tidy && go vet ./... && go run ./program',
    ],
  },
  {
    name: 'oapi-codegen',
    isTypeScript: false,
    needs: ['go'],
    steps: [
      'GOBIN="$PWD/bin" go install github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.5.1',
      'mkdir api && bin/oapi-codegen -generate types,client -package api -o api/client.gen.go "$OPENAPI"',
      'go mod init example.com/comanda && cp "$PROGRAMS/oapi-codegen/main.go" . && go mod tidy && go vet ./... && go run .',
    ],
  },
  {
    name: 'java',
    isTypeScript: false,
    needs: ['java', 'mvn'],
    steps: [
      generate('java', 'api', 'library=native,hideGenerationTimestamp=true'),
      'cp "$PROGRAMS/java/Program.java" api/src/main/java/',
      'cd api && mvn -q -B -Dmaven.test.skip=true compile dependency:build-classpath -Dmdep.outputFile=classpath && java -cp "target/classes:$(cat classpath)" Program',
    ],
  },
  {
    name: 'kotlin',
    isTypeScript: false,
    needs: ['java', 'mvn'],
    // The build that it comes with is Gradle's, which no registry here has: Maven compiles it.
    steps: [
      generate('kotlin', 'api', 'serializationLibrary=jackson,omitGradleWrapper=true'),
      'cp "$PROGRAMS/kotlin/pom.xml" api/ && cp "$PROGRAMS/kotlin/Program.kt" api/src/main/kotlin/',
      'cd api && mvn -q -B compile dependency:build-classpath -Dmdep.outputFile=classpath',
      'cd api && java -cp "target/classes:$(cat classpath)" ProgramKt',
    ],
  },
  {
    name: 'dart',
    isTypeScript: false,
    needs: ['java', 'mvn'],
    steps: [generate('dart', 'api')],
    unfinished: 'generated, not compiled: there is no Dart toolchain in the registries',
  },
];
