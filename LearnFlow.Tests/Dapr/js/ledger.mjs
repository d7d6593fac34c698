// An app that writes down each event before it answers: what it has acknowledged survives its own death. node ledger.mjs PORT FILE TOPIC
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, file, topic] = process.argv.slice(2);
createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/dapr/subscribe") return response.end(JSON.stringify([{ pubsubname: "pubsub", topic, route: "/events" }]));
    const { id, data } = JSON.parse(Buffer.concat(chunks));
    appendFileSync(file, `${data.writer} ${data.n} ${id}\n`);
    response.end();
  });
}).listen(Number(port), "127.0.0.1", () => console.log("READY"));
