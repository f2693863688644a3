const swagger = require('@nestjs/swagger/plugin');

/**
 * @nestjs/swagger's compiler plugin, in any folder. TypeScript's checker writes a type of another file as `import("/home/caf\u00E9/a").A`, with
 * letters beyond ASCII escaped; the plugin takes the backslash for a Windows path, and the built file imports what is not there. Here it
 * reads the path as it is.
 */
exports.before = (options, program) => swagger.before(options, withPlainPaths(program));

function withPlainPaths(program) {
  const checker = program.getTypeChecker();
  const plain = Object.create(checker, {
    typeToString: { value: (...given) => unescaped(checker.typeToString(...given)) },
  });
  return Object.create(program, { getTypeChecker: { value: () => plain } });
}

const unescaped = (type) =>
  type.includes('import(')
    ? type.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : type;
