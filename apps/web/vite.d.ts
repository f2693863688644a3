/** What Vite adds to a module that we use. */
interface ImportMeta {
  glob<Module>(pattern: string): Record<string, () => Promise<Module>>;
}

declare module '*.css';
