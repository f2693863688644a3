export { RebuildRollups } from './core/use-cases/rebuild-rollups.js';
