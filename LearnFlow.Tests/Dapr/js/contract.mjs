// Speaks to one sidecar over HTTP or gRPC with @dapr/dapr and prints `ok <name>` or `failed <name>: <why>` for each case.
// Arguments: http|grpc, the sidecar's port for it, the app's id, a topic, the sidecar's token.
import assert from "node:assert/strict";
import { DaprClient, CommunicationProtocolEnum, HttpMethod } from "@dapr/dapr";

const [protocol, daprPort, appId, topic, daprApiToken] = process.argv.slice(2);
const client = new DaprClient({
  daprHost: "127.0.0.1",
  daprPort,
  daprApiToken,
  communicationProtocol: protocol === "grpc" ? CommunicationProtocolEnum.GRPC : CommunicationProtocolEnum.HTTP,
});
const store = "statestore";
const key = (name) => `${protocol}-${name}`;

const cases = {
  "saves and reads a value": async () => {
    await client.state.save(store, [{ key: key("a"), value: { n: 1 } }, { key: key("b"), value: "text" }]);
    assert.deepEqual(await client.state.get(store, key("a")), { n: 1 });
    assert.equal(await client.state.get(store, key("b")), "text");
  },
  "reads many": async () => {
    const items = await client.state.getBulk(store, [key("a"), key("none")]);
    assert.deepEqual(items.find((i) => i.key === key("a")).data, { n: 1 });
  },
  "deletes": async () => {
    await client.state.delete(store, key("b"));
    assert.ok(!(await client.state.get(store, key("b"))));
  },
  "writes a transaction": async () => {
    await client.state.transaction(store, [
      { operation: "upsert", request: { key: key("t"), value: "new" } },
      { operation: "delete", request: { key: key("a") } },
    ]);
    assert.equal(await client.state.get(store, key("t")), "new");
    assert.ok(!(await client.state.get(store, key("a"))));
  },
  "publishes": async () => {
    const result = await client.pubsub.publish("pubsub", topic, { from: protocol });
    assert.equal(result?.error, undefined);
  },
  "publishes in bulk": async () => {
    const result = await client.pubsub.publishBulk("pubsub", topic, [{ bulk: 1 }, { bulk: 2 }]);
    assert.equal(result.failedMessages.length, 0);
  },
  "invokes an app": async () => {
    const answer = await client.invoker.invoke(appId, "hello", HttpMethod.POST, { name: "Ann" });
    assert.deepEqual(answer, { hello: "Ann" });
  },
  "tells of a component that is not there": async () => {
    await assert.rejects(() => client.state.get("none", "x"));
  },
};

let failed = 0;
for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`failed ${name}: ${error?.stack ?? error}`);
  }
}
await client.stop();
process.exit(failed);
