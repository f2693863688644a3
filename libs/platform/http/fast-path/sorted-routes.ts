import { type Express, type IRouter, type NextFunction, type Request, type Response, Router } from 'express';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Segments of a path that name its folder, as in `/api/v1/orders`. */
const DEPTH = 3;
/** A folder's name has no parameters and no patterns. */
const LITERAL = /^[a-z0-9/_-]+$/;

type Register = (path: string, ...handlers: unknown[]) => unknown;

/**
 * Has an application keep the routes that it is given from now on by the folder that their path begins with (`/api/v1/orders`). Express compares the path of a request
 * with one route after the other, some hundreds of them; then with those of its folder alone, in the order in which they came. A route of no folder stays where it is.
 */
export function sortRoutes(app: Express): void {
  const folders = new Map<string, Router>();

  function pass(request: Request, response: Response, next: NextFunction): void {
    const folder = folderOf(request.path);
    const routes = folder === undefined ? undefined : folders.get(folder);
    if (routes) void routes(request, response, next);
    else next();
  }

  function routerOf(path: string): IRouter | undefined {
    const folder = folderOf(path);
    if (folder === undefined || !LITERAL.test(folder)) return undefined;
    // At the place of the first such route: after what the application uses by now, and before what it uses later.
    if (folders.size === 0) app.use(pass);
    const routes = folders.get(folder) ?? Router();
    folders.set(folder, routes);
    return routes;
  }

  for (const method of METHODS) {
    const register = (app[method] as Register).bind(app);
    // With a name alone `get` reads a setting.
    const sorted: Register = (path, ...handlers) => {
      const router = handlers.length > 0 ? routerOf(path) : undefined;
      if (!router) return register(path, ...handlers);
      (router[method] as Register)(path, ...handlers);
      return app;
    };
    Object.assign(app, { [method]: sorted });
  }
}

/** The first segments of a path, in small letters: Express takes either. Undefined for a path that has fewer. */
function folderOf(path: string): string | undefined {
  let end = 0;
  for (let segment = 1; segment < DEPTH; segment++) {
    end = path.indexOf('/', end + 1);
    if (end < 0) return undefined;
  }
  const last = path.indexOf('/', end + 1);
  return (last < 0 ? path : path.slice(0, last)).toLowerCase();
}
