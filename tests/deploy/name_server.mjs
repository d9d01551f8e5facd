/** A fake DNS server that resolves every name to this machine, except for those below `.invalid`. */

import dgram from 'node:dgram';
import { once } from 'node:events';

const TYPE_A = 1;
const HEADER_LENGTH = 12;

export class NameServer {
  socket = dgram.createSocket('udp4');

  constructor() {
    // A test that fails must not wait for it.
    this.socket.unref();
    this.socket.on('message', (query, { port, address }) => this.socket.send(responseTo(query), port, address));
  }

  async listen() {
    this.socket.bind(0, '127.0.0.1');
    await once(this.socket, 'listening');
    return this.socket.address().port;
  }

  async stop() {
    this.socket.close();
    await once(this.socket, 'close');
  }
}

/** @param {Buffer} query */
function responseTo(query) {
  const nameEnd = query.indexOf(0, HEADER_LENGTH) + 1;
  const question = query.subarray(HEADER_LENGTH, nameEnd + 4);
  // nginx asks for IPv6 addresses too. This server has none.
  const answerCount = query.readUInt16BE(nameEnd) === TYPE_A ? 1 : 0;
  if (query.subarray(0, nameEnd).includes('invalid')) {
    const noSuchName = Buffer.from([...query.subarray(0, 2), 0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0]);
    return Buffer.concat([noSuchName, question]);
  }
  const header = Buffer.from([...query.subarray(0, 2), 0x81, 0x80, 0, 1, 0, answerCount, 0, 0, 0, 0]);
  // A pointer to the name, type A, class IN, a TTL of 60 seconds, and four bytes of address.
  const address = Buffer.from([0xc0, HEADER_LENGTH, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat([header, question, ...(answerCount ? [address] : [])]);
}
