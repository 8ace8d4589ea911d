import { Proxy } from './proxy.mjs';
import { connectClient, connectionState } from './sdk.mjs';

/** A client that was away for long tries again only after half a minute. */
const COMEBACK_PATIENCE_MILLIS = 60_000;

/** A client behind a faulty network: it connects through a proxy of its own. */
export async function clientBehindProxy(version, port, options) {
  const proxy = await Proxy.to(port);
  const client = await connectClient(version, proxy.url, options);
  return {
    version,
    client,
    proxy,

    /** Cuts the client off; completes when it knows. */
    async goAway() {
      proxy.cut();
      await connectionState(client, 'connecting');
    },

    /** Lets it connect again; completes when it has. */
    async comeBack() {
      proxy.restore();
      await connectionState(client, 'connected', COMEBACK_PATIENCE_MILLIS);
    },

    async leave() {
      await client.shutdown();
      await proxy.close();
    },
  };
}
