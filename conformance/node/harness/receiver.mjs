import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { KEYS } from './keys.mjs';
import { freePort } from './ports.mjs';

const { validateRequest } = createRequire(import.meta.url)('twilio');

/** A back end that hears webhooks: a real HTTP server that can be killed and started again at the same address. */
export class Receiver {
  static async start() {
    const receiver = new Receiver(await freePort());
    await receiver.listen();
    return receiver;
  }

  #port;
  #server;
  #sockets = new Set();

  constructor(port) {
    this.#port = port;
    /** What was heard: event, parameters, path, method, and whether the library's own check takes the signature. */
    this.heard = [];
    /** Answers a request: status and body, or a promise of them; it may be replaced. */
    this.answer = () => ({ status: 200 });
  }

  url(path = '/hook') {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  async listen() {
    this.#server = createServer((request, response) => this.#hear(request, response));
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
  }

  /** Ends it at once, with whatever was under way. */
  async kill() {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#sockets.forEach(socket => socket.destroy());
    await closed;
  }

  /** The events of these names, in the order in which they came. */
  events(...names) {
    return this.heard.filter(({ event }) => names.includes(event));
  }

  async #hear(request, response) {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const url = `http://${request.headers.host}${request.url}`;
    const form = Object.fromEntries(new URLSearchParams(body));
    const query = Object.fromEntries(new URL(url).searchParams);
    const parameters = request.method === 'GET' ? query : form;
    const signed = validateRequest(KEYS.authToken, request.headers['x-twilio-signature'], url, form);
    const heard = { event: parameters.EventType, parameters, path: request.url, method: request.method, signed };
    const { status = 200, body: answer = '', unheard = false } = (await this.answer(heard)) ?? {};
    if (!unheard) {
      this.heard.push(heard);
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }
}
