import { existsSync } from 'node:fs';

/**
 * Fills in what the environment does not say from `.env` in the working directory, or from the file that ENV_FILE names; ENV_FILE set to
 * nothing reads none. What is set already stays.
 */
export function readEnvFile(): void {
  const file = process.env['ENV_FILE'] ?? '.env';
  if (file !== '' && existsSync(file)) process.loadEnvFile(file);
}
