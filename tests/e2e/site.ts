/** The location of the site under test, and its storage keys. */

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns the path in an environment variable, or else `fallback`, relative to this folder. */
export function pathOf(variable: string, fallback: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return process.env[variable] ? resolve(process.env[variable]) : resolve(here, fallback);
}

/** The folder of the release build. */
export const SITE = pathOf('SITE', '../../dist');

/** Keys in local storage. */
export const TOKEN_KEY = 'whereabouts.token';
export const USER_ID_KEY = 'whereabouts.user-id';
