import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createServer, Packet } = require('dns2');

/** Kubernetes's own answers live as long. */
const TTL_SECONDS = 5;
const NXDOMAIN = 3;
const VERSION_6 = ':';

/** A DNS server that knows one name, as that of a cluster knows a headless service. */
export class NameServer {
  static async start(name, address) {
    const server = new NameServer(name, address);
    await server.#server.listen({ udp: { port: 53, address } });
    return server;
  }

  #name;
  #addresses = [];
  #views = new Map();
  #server;

  constructor(name, address) {
    this.#name = name;
    this.#server = createServer({
      udp: { type: address.includes(VERSION_6) ? 'udp6' : 'udp4' },
      handle: (request, send, { address: asker }) => send(this.#answer(request, asker)),
    });
  }

  /** The addresses that the name has from now on. */
  tell(addresses) {
    this.#addresses = addresses;
    this.#views.clear();
  }

  /** What one asker is told in place of it, as where caches differ. */
  tellOnly(asker, addresses) {
    this.#views.set(asker, addresses);
  }

  stop() {
    return this.#server.close();
  }

  #answer(request, asker) {
    const response = Packet.createResponseFromRequest(request);
    const [{ name, type }] = request.questions;
    if (name.toLowerCase() !== this.#name) {
      response.header.rcode = NXDOMAIN;
      return response;
    }
    response.header.aa = 1;
    for (const address of this.#views.get(asker) ?? this.#addresses) {
      const own = address.includes(VERSION_6) ? Packet.TYPE.AAAA : Packet.TYPE.A;
      if (type === own) {
        response.answers.push({ name, type, class: Packet.CLASS.IN, ttl: TTL_SECONDS, address });
      }
    }
    return response;
  }
}
