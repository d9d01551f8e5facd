/** Temporary certificates from openssl. */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ certificate: string, key: string }} Pair The paths of two files. */

/** A certificate authority with its files in a folder. */
export class Authority {
  /** @param {string} folder @param {string} name */
  constructor(folder, name) {
    this.folder = folder;
    this.name = name;
    this.certificate = join(folder, `${name}.pem`);
    this.key = join(folder, `${name}.key`);
    openssl('req', '-x509', ...NEW_KEY, '-keyout', this.key, '-out', this.certificate, '-subj', `/CN=${name}`, '-days', '2');
  }

  /**
   * Issues a certificate for a host name.
   * @param {string} host
   * @param {{ days?: number }} [options] -1 issues an expired certificate.
   * @returns {Pair}
   */
  issue(host, { days = 2 } = {}) {
    const file = join(this.folder, `${this.name}-${host}-${days}`);
    const pair = { certificate: `${file}.pem`, key: `${file}.key` };
    writeFileSync(`${file}.ext`, `subjectAltName=DNS:${host}\n`);
    openssl('req', ...NEW_KEY, '-keyout', pair.key, '-out', `${file}.csr`, '-subj', `/CN=${host}`);
    openssl('x509', '-req', '-in', `${file}.csr`, '-CA', this.certificate, '-CAkey', this.key, '-CAcreateserial',
      '-extfile', `${file}.ext`, '-days', String(days), '-out', pair.certificate);
    return pair;
  }
}

/** @param {Pair} pair */
export const read = ({ certificate, key }) => ({ cert: readFileSync(certificate), key: readFileSync(key) });

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** @param {string[]} args */
function openssl(...args) {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
