/** Where class-transformer 0.5.1 keeps what its decorators said, as far as it is asked here; the package has no types at this path. */
declare module 'class-transformer/cjs/storage.js' {
  type Class = abstract new (...args: never[]) => object;

  export const defaultMetadataStorage: {
    getStrategy(target: Class): 'excludeAll' | 'exposeAll' | 'none';
    getExposedMetadatas(target: Class): readonly object[];
    getExcludedMetadatas(target: Class): readonly object[];
    findTransformMetadatas(target: Class, property: string, direction: number): readonly object[];
    findTypeMetadata(
      target: Class,
      property: string,
    ): { typeFunction: () => unknown; options?: { discriminator?: object } } | undefined;
  };
}
