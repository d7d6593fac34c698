// An app made with @dapr/dapr's server: it subscribes to a topic and listens for calls, then sends itself an event and a call
// through its sidecar, and prints what arrived. Arguments: the app's port, the sidecar's port, the app's id, a topic, the sidecar's token.
import { DaprServer, CommunicationProtocolEnum, HttpMethod } from "@dapr/dapr";

const [serverPort, daprPort, appId, topic, daprApiToken] = process.argv.slice(2);
const communicationProtocol = CommunicationProtocolEnum.HTTP;
const server = new DaprServer({
  serverHost: "127.0.0.1",
  serverPort,
  communicationProtocol,
  clientOptions: { daprHost: "127.0.0.1", daprPort, daprApiToken, communicationProtocol },
});

const event = new Promise((resolve) => server.pubsub.subscribe("pubsub", topic, resolve));
await server.invoker.listen("greet", async ({ body }) => ({ hello: JSON.parse(body).name }), { method: HttpMethod.POST });
await server.start();

await server.client.pubsub.publish("pubsub", topic, { from: "itself" });
console.log("event", JSON.stringify(await event));
console.log("answer", JSON.stringify(await server.client.invoker.invoke(appId, "greet", HttpMethod.POST, { name: "Ann" })));
process.exit(0);
