/** Where the site under test is, and what it calls things. */

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path that is named by the environment, or else one that is meant from this folder. */
export function pathOf(variable: string, usual: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return process.env[variable] ? resolve(process.env[variable]) : resolve(here, usual);
}

/** The folder of the release build. */
export const SITE = pathOf('SITE', '../../dist');

/** How the page names what it keeps in local storage. */
export const TOKEN_KEY = 'whereabouts.token';
export const USER_ID_KEY = 'whereabouts.user-id';
