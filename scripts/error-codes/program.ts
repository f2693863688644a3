import { dirname } from 'node:path';

import ts from 'typescript';

/** The production code as the compiler sees it. */
export class Sources {
  readonly checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];
  private readonly heirs = new Map<ts.Symbol, ts.ClassDeclaration[]>();

  constructor(config: string) {
    const { config: read } = ts.readConfigFile(config, (path) => ts.sys.readFile(path)) as { config: object };
    const { fileNames, options } = ts.parseJsonConfigFileContent(read, ts.sys, dirname(config));
    const program = ts.createProgram(fileNames, { ...options, noEmit: true });
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
    for (const type of this.classes()) {
      for (const clause of type.heritageClauses ?? []) {
        for (const { expression } of clause.types) {
          const base = this.symbolAt(expression);
          if (base) this.heirs.set(base, [...(this.heirs.get(base) ?? []), type]);
        }
      }
    }
  }

  /** Every class, in the order of the files. */
  *classes(): Generator<ts.ClassDeclaration> {
    for (const file of this.files) yield* this.classesIn(file);
  }

  private *classesIn(node: ts.SourceFile): Generator<ts.ClassDeclaration> {
    for (const statement of node.statements) if (ts.isClassDeclaration(statement)) yield statement;
  }

  /** A top-level class or function of that name. Throws when there is none: the analysis would be blind to what it throws. */
  named(name: string): ts.ClassDeclaration | ts.FunctionDeclaration {
    for (const { statements } of this.files) {
      for (const statement of statements) {
        const isWanted = ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement);
        if (isWanted && statement.name?.text === name) return statement;
      }
    }
    throw new Error(`There is no class or function ${name} any more; say in scripts/error-codes what took its place`);
  }

  /** What a name in the code means, through imports and re-exports. */
  symbolAt(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The declaration, and what stands in for it in the classes that extend or implement its own. */
  withHeirs(declaration: ts.Declaration): ts.Declaration[] {
    const owner = declaration.parent;
    if (!ts.isClassDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) return [declaration];
    const name = ts.getNameOfDeclaration(declaration)?.getText();
    const own = owner.name && this.symbolAt(owner.name);
    const heirs = (own && this.heirs.get(own)) ?? [];
    return [
      declaration,
      ...heirs.flatMap((heir) => {
        const member = heir.members.find((candidate) => candidate.name?.getText() === name);
        // An heir without it passes its own heirs on.
        return member ? this.withHeirs(member) : this.ofHeirsOf(heir, name);
      }),
    ];
  }

  private ofHeirsOf(type: ts.ClassDeclaration, name: string | undefined): ts.Declaration[] {
    const symbol = type.name && this.symbolAt(type.name);
    return ((symbol && this.heirs.get(symbol)) ?? []).flatMap((heir) => {
      const member = heir.members.find((candidate) => candidate.name?.getText() === name);
      return member ? this.withHeirs(member) : this.ofHeirsOf(heir, name);
    });
  }
}
